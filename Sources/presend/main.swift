import Commands

PresendProgram.main()
