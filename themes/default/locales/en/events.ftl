### Events

events-title = Events
events-about = What takes place, when and where, and who comes.
events-nav-agenda = Agenda
events-agenda = Agenda
events-agenda-empty = Nothing is planned yet.
