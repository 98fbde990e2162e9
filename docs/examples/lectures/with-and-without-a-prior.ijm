// Pictures of a class, optimized with and without a prior.
// Look at: which pictures have the higher score, and which you can recognize.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
classes = newArray("nuclei", "filaments", "puncta");
runMacro(help + "ask.ijm", "From noise, the network draws nuclei, filaments and puncta: once by the gradient alone, once kept natural\n" +
	"(frequencies as in photographs, limited contrast, small movements). Which pictures will have the higher scores?");

above = ""; below = ""; higher = 0; rougher = 0;
for (i = 0; i < 3; i++) {
	run("Feature Visualization...", "objective=class target=" + classes[i] + " steps=96 priors=false title=[bare " + classes[i] + "]");
	run("Feature Visualization...", "objective=class target=" + classes[i] + " steps=96 title=[natural " + classes[i] + "]");
	bare = score("bare " + classes[i]); bareRoughness = roughness();
	natural = score("natural " + classes[i]); naturalRoughness = roughness();
	if (bare > natural) higher++;
	if (bareRoughness > naturalRoughness) rougher++;
	print(classes[i] + ": score " + d2s(bare, 1) + " without a prior, " + d2s(natural, 1) + " with; mean difference of neighbours " +
		d2s(bareRoughness, 1) + " and " + d2s(naturalRoughness, 1) + " grey levels");
	above += " | bare " + classes[i] + " = " + classes[i] + " without a prior: score " + d2s(bare, 1);
	below += " | natural " + classes[i] + " = with a prior: score " + d2s(natural, 1);
}
print("ANSWER: without a prior the score is higher for " + higher + " of 3 classes, and nothing can be recognized.");
print("Most images that please a network are noise to us. The prior says which of them we want to see.");
runMacro(help + "figure.ijm", "figure: with and without a prior, 160\n" + substring(above, 3) + "\n" + substring(below, 3));
return "higher=" + higher + " rougher=" + rougher;

function score(title) {
	selectImage(title);
	info = getMetadata("Info");
	from = indexOf(info, "value of ");
	from = indexOf(info, ": ", from) + 2;
	return parseFloat(substring(info, from, indexOf(info, "\n", from)));
}

// Of the current image, in the green channel.
function roughness() {
	sum = 0;
	for (y = 0; y < getHeight(); y++) for (x = 0; x < getWidth() - 1; x++)
		sum += abs(((getPixel(x, y) >> 8) & 255) - ((getPixel(x + 1, y) >> 8) & 255));
	return sum / (getHeight() * (getWidth() - 1));
}
