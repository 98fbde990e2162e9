// Only the sign of the gradient (FGSM, Goodfellow 2014), beside noise of the same size.
// Look at: the predictions. In both changed images every value went up or down by exactly 8 grey levels.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";

runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 160, 160, original");
before = runMacro(help + "prediction.ijm", "original");
runMacro(help + "ask.ijm", "Each value of each pixel goes up or down by 8 of 255 levels. One time a coin decides the direction,\n" +
	"the other time the sign of the gradient, computed once. What will the network say to either?");

selectImage("original");
run("Adversarial Perturbation...", "method=noise epsilon=8 title=coin pictures=all");
selectImage("original");
run("Adversarial Perturbation...", "method=fgsm epsilon=8 title=sign pictures=all");
coin = runMacro(help + "prediction.ijm", "coin");
sign = runMacro(help + "prediction.ijm", "sign");
print("ANSWER: before      " + before);
print("        by the coin " + coin);
print("        by the sign " + sign);
print("The size of the change is the same. In some 77 thousand dimensions, a direction that the gradient agrees with adds up.");
runMacro(help + "figure.ijm", "figure: only the sign, 160\noriginal = " + first(before) + " | coin = coin: " + first(coin) + " | " +
	runMacro(help + "find.ijm", "coin-difference") + " = what the coin added, amplified\n" +
	"original = " + first(before) + " | sign = sign: " + first(sign) + " | " +
	runMacro(help + "find.ijm", "sign-difference") + " = what the sign added, amplified");
return "coin " + replace(first(coin), " ", "=") + " sign " + replace(first(sign), " ", "=");

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}
