// Shows what needs a passkey only where the browser has them, and says in words when it did not work.
(function () {
  const part = document.getElementById('passkey')
  if (part && window.PublicKeyCredential) part.hidden = false
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const said = document.getElementById('passkey_failed')
    document.getElementById('passkey_error').textContent = said ? said.textContent : ''
  })
})()
