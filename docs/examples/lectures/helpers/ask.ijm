// Asks the class. Where there are windows, the macro goes on when OK is pressed.
print("");
print("QUESTION: " + getArgument());
if (call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	waitForUser("A question for the class", getArgument());
