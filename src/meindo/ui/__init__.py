"""What every page is made of: base template, components, forms, wizard, the view gate."""
