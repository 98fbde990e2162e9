// Noise and regular patterns that the network is sure of (Nguyen et al. 2015).
// Look at: the pictures, and what the network says to each after rounding to 8 bits.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "ask.ijm", "Two ways to a picture of sarcomeres, filaments or bacteria: climb the gradient from noise, or breed patterns by chance.\n" +
	"How sure can the network be made by each? And will you see what it sees?");

classes = newArray("sarcomeres", "filaments", "bacteria");
above = ""; below = ""; sure = 0; bred = 0;
for (i = 0; i < 3; i++) {
	run("Fooling Image...", "target=" + classes[i] + " size=96 title=[noise " + classes[i] + "]");
	run("Fooling Image...", "target=" + classes[i] + " size=64 method=evolution generations=60 title=[pattern " + classes[i] + "]");
	noise = "noise " + classes[i]; pattern = "pattern " + classes[i];
	one = runMacro(help + "prediction.ijm", noise);
	two = runMacro(help + "prediction.ijm", pattern);
	print(noise + ": " + one);
	print(pattern + ": " + two);
	if (startsWith(one, classes[i] + " 0.99")) sure++;
	if (startsWith(two, classes[i])) bred = maxOf(bred, parseFloat(substring(two, lengthOf(classes[i]) + 1, indexOf(two, ","))));
	above += " | " + noise + " = from noise: " + substring(one, 0, indexOf(one, ","));
	below += " | " + pattern + " = bred: " + substring(two, 0, indexOf(two, ","));
}
print("ANSWER: " + sure + " of 3 pictures of noise are over 99 %. One of the twelve classes is background: all of");
print("this noise began as background, with 0.89. A class for what is nothing does not keep the network from being fooled.");
runMacro(help + "figure.ijm", "figure: fooling, 160\n" + substring(above, 3) + "\n" + substring(below, 3));
return "sure=" + sure + " bred=" + bred;
