// FGSM with the smallest change that 8 bits can hold: one grey level.
// Look at: which image falls, and how sure the network was of it before.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
names = newArray("neurites", "other neurites", "membranes", "nuclei");
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 1536, 1280, 64, 64, neurites");
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 512, 512, 64, 64, other neurites");
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 64, 64, membranes");
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 64, 64, nuclei");
runMacro(help + "ask.ijm", "Four images that the network gets right. Every value goes up or down by one level of 255, by the sign of the gradient.\n" +
	"Nobody can see that. How many of the four will the network get wrong?");

fooled = 0; panels = "";
for (i = 0; i < 4; i++) {
	before = runMacro(help + "prediction.ijm", names[i]);
	selectImage(names[i]);
	title = names[i] + " + 1";
	run("Adversarial Perturbation...", "method=fgsm epsilon=1 title=[" + title + "] pictures=result");
	after = runMacro(help + "prediction.ijm", title);
	print(names[i] + ": " + before);
	print("   one level: " + after);
	one = word(before); two = word(after);
	if (one != two) fooled++;
	panels += "\n" + names[i] + " = " + first(before) + " | " + title + " = one level: " + first(after);
}
row = split(substring(panels, 1), "\n");
print("ANSWER: " + fooled + " of 4. One bit is enough where the network is unsure; elsewhere it takes more (as targeted.ijm measures).");
runMacro(help + "figure.ijm", "figure: one bit of eight, 128\n" + row[0] + " | " + row[1] + "\n" + row[2] + " | " + row[3]);
return "fooled=" + fooled;

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}

function word(prediction) {
	return substring(prediction, 0, indexOf(prediction, " "));
}
