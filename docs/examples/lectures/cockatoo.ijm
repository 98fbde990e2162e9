// Any image as any class, with over 99.9 % (the sulphur-crested cockatoo of the talk).
// Look at: the two images, then the difference, which is amplified around middle grey.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";

runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 192, 192, original");
before = runMacro(help + "prediction.ijm", "original");
print("LOOK AT the original: " + before);
runMacro(help + "ask.ijm", "The network says: " + before + ".\n" +
	"It was trained on thousands of drawings of neurites. How sure is it of the best of them? And can it be made that\n" +
	"sure that these membranes are neurites, if no value may change by more than 24 of 255 levels?");

selectImage("original");
run("Adversarial Perturbation...", "method=pgd target=neurites epsilon=24 steps=150 title=changed pictures=all");
after = runMacro(help + "prediction.ijm", "changed");
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 512, 512, 192, 192, neurites");
real = runMacro(help + "prediction.ijm", "neurites");
print("ANSWER: " + after);
print("Of a real drawing of neurites it says: " + real);
print("It is surer of the manipulated membranes than of the real thing. Confidence is not evidence.");
runMacro(help + "figure.ijm", "figure: cockatoo, 192\noriginal = " + first(before) + " | changed = " + first(after) + " | " +
	runMacro(help + "find.ijm", "changed-difference") + " = the difference, amplified | neurites = " + first(real) + ": a real drawing of neurites");
return replace(first(after), " ", "=");

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}
