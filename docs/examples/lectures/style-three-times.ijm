// Style transfer, three times: neurites with the textures of bacteria, filaments and nuclei.
// Look at: what is left of the neurites, and what the network says to each.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 512, 512, 192, 192, content");
runMacro(help + "sample.ijm", root + ", two-patterns.tif, 300, 40, 192, 192, bacteria");
runMacro(help + "sample.ijm", root + ", filaments-16bit-calibrated.tif, 20, 20, 192, 192, filaments");
run("8-bit");
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 20, 20, 192, 192, nuclei");
before = runMacro(help + "prediction.ijm", "content");
runMacro(help + "ask.ijm", "We keep what a deep layer sees of the neurites, and match which channels go together (the Gram matrix) to those of\n" +
	"another picture. Which neurites will you still see? And what will the network say, which could see both?");

styles = newArray("bacteria", "filaments", "nuclei");
above = "content = " + first(before); below = ""; taken = 0;
for (i = 0; i < 3; i++) {
	title = "as " + styles[i];
	selectImage("content");
	run("Style Transfer...", "alpha=10 style=" + styles[i] + " title=[" + title + "]");
	says = runMacro(help + "prediction.ijm", title);
	print(title + ": " + says);
	if (startsWith(says, styles[i])) taken++;
	above += " | " + styles[i] + " = style: " + styles[i];
	below += " | " + title + " = " + first(says);
}
print("ANSWER: " + taken + " of 3 are taken for their style. We still see the neurites; this network decides by texture, as many do (Geirhos et al. 2019).");
print("None of these pictures is data any more.");
runMacro(help + "figure.ijm", "figure: style three times, 160\n" + above + "\ncontent = the content again" + below);
return "taken=" + taken;

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}
