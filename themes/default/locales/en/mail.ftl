# Mails to members: plain text, a subject and a body each.

mail-signature = { $club } · { $host }
mail-confirm-subject = Confirm your address for { $club }
mail-confirm-body =
    Hello { $name },
    
    welcome to { $club }! Please confirm that this is your address:
    
    { $link }
    
    The link is good for three days. If you did not sign up, ignore this mail: nothing happens then.
mail-known-subject = You have an account at { $club } already
mail-known-body =
    Hello { $name },
    
    somebody, probably you, just signed up at { $club } with this address. You have an account already: its name is { $name }.
    
    If you forgot the password, set another one here:
    
    { $link }
    
    If it was not you, you need not do anything.
mail-pending-subject = { $newcomer } would like to join { $club }
mail-pending-body =
    Hello { $name },
    
    { $newcomer } signed up, and wrote:
    
    { $reason }
    
    Let them in, or not:
    
    { $link }
mail-approved-subject = Welcome to { $club }
mail-approved-body =
    Hello { $name },
    
    you are in! Log in and look around:
    
    { $link }
mail-rejected-subject = Your sign-up at { $club }
mail-rejected-body =
    Hello { $name },
    
    the moderators of { $club } have read your sign-up and decided not to accept it. What you sent has been deleted.
mail-reset-subject = Another password for { $club }
mail-reset-body =
    Hello { $name },
    
    with this link you can set another password:
    
    { $link }
    
    It is good for an hour. If you did not ask for it, ignore this mail: your password stays as it is.
mail-password-changed-subject = Your password at { $club } was changed
mail-password-changed-body =
    Hello { $name },
    
    your password was just changed, and all other log-ins have ended.
    
    If that was not you, set another one at once:
    
    { $link }
mail-new-address-subject = Confirm your new address for { $club }
mail-new-address-body =
    Hello { $name },
    
    from now on mail from { $club } should reach you at this address. Please confirm it:
    
    { $link }
    
    The link is good for a day. If you did not ask for it, ignore this mail.
mail-address-known-subject = Your address at { $club }
mail-address-known-body =
    Hello { $name },
    
    somebody wanted to use this address for another account at { $club }. It belongs to yours, so nothing has changed.
mail-address-changed-subject = Your address at { $club } was changed
mail-address-changed-body =
    Hello { $name },
    
    from now on mail from { $club } goes to { $address }.
    
    If that was not you, write to the club’s administrators at once.
mail-second-factor-on-subject = Log-in at { $club } now asks for a code
mail-second-factor-on-body =
    Hello { $name },
    
    the second factor of your account was switched on. Keep your recovery codes in a safe place.
    
    If that was not you, look here:
    
    { $link }
mail-second-factor-off-subject = Log-in at { $club } no longer asks for a code
mail-second-factor-off-body =
    Hello { $name },
    
    the second factor of your account was switched off.
    
    If that was not you, change your password at once:
    
    { $link }
mail-export-ready-subject = Your data from { $club }
mail-export-ready-body =
    Hello { $name },
    
    the archive that you asked for is ready. You can download it for a week:
    
    { $link }
mail-suspended-subject = Your account at { $club } is suspended
mail-suspended-body =
    Hello { $name },
    
    the moderators of { $club } have suspended your account. Their reason:
    
    { $reason }
