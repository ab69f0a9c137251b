### Événements

events-title = Événements
events-about = Ce qui se passe, quand et où, et qui vient.
events-nav-agenda = Agenda
events-agenda = Agenda
events-agenda-empty = Rien n’est prévu pour l’instant.
