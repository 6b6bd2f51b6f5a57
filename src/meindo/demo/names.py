"""Common names from which the demo makes up people; every combination is invented."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILY = _words(
    """
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid
    Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
    Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster
    Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt
    Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
    Pfeiffer Kowalski Nowak Wiśniewski Kamiński Lewandowski Szymański Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan
    Doğan Kılıç Nguyen Tran Petrović Jovanović Marković Horvat Kovačević Rossi Russo Ferrari Esposito Papadopoulos
    Ivanova Popescu Ionescu Silva Santos García López Haddad Mansour Amrani Benali Rahimi Hosseini Singh Kumar Osei
    Mensah Okafor Diallo Melnyk Kovalenko Bondarenko Lindqvist Janssen
    """
)
GIVEN = _words(
    """
    Anna Ben Clara David Emilia Felix Greta Hannes Ida Jonas Karla Leon Marie Niklas Olivia Paul Ronja Simon Thea Tim
    Ursula Volker Wiebke Andreas Birgit Christian Dagmar Dirk Elke Frank Gabriele Heike Holger Ingrid Jens Jutta Klaus
    Martina Michael Monika Nicole Oliver Petra Rainer Sabine Stefan Susanne Thomas Ute Uwe Ayşe Mehmet Fatma Emre Elif
    Murat Zeynep Can Leyla Deniz Agnieszka Piotr Katarzyna Marek Joanna Tomasz Olena Andrij Oksana Natalia Sergej
    Svetlana Igor Milica Marko Jelena Luka Ana Giulia Marco Francesca Luca Sofia Nikos Eleni Kostas Maria Ioana Andrei
    Carmen Pablo Lucía Diego Inês João Samira Karim Nadia Youssef Amina Hassan Mina Reza Shirin Arjun Priya Linh Minh
    Akua Kwame Ngozi Fatou Kim Robin Alex Sascha Toni Kai
    """
)
DISTRICTS = _words(
    """
    Innenstadt-West Innenstadt-Nord Innenstadt-Ost Eving Scharnhorst Brackel Aplerbeck Hörde Hombruch Lütgendortmund
    Huckarde Mengede Asseln Barop Berghofen
    Bittermark Bodelschwingh Bövinghausen Brechten Brünninghausen Derne
    Dorstfeld
    Eichlinghofen Gartenstadt Grevel Holzen Husen Kemminghausen Kirchderne Kirchhörde Kirchlinde Körne Kruckel Kurl
    Lanstrop Lichtendorf Lindenhorst Löttringhausen Lücklemberg Marten Menglinghausen Nette Oespel Oestrich Persebeck
    Rahm Salingen Schnee Schönau Schüren Sölde Sölderholz Syburg Wambel Wellinghofen Westerfilde Westrich Wichlinghofen
    Wickede Wischlingen
    """
)
