import Gateway

SendmailProgram.main()
