// What a network takes an image for. Argument: the image's title and, in a second line, the network if it is not micropatterns.
// Returns a line for each slice, the five likeliest classes with their probabilities: "membranes 0.9003, filaments 0.0144, ..."
part = split(getArgument(), "\n");
model = "micropatterns";
if (part.length > 1) model = part[1];
selectImage(part[0]);
run("Classify...", "model=" + model + " title=[prediction of the helper]");
selectImage("prediction of the helper");
lines = split(getMetadata("Info"), "\n");
close();
answer = ""; i = 0;
while (startsWith(lines[i], "prediction of slice ")) {
	answer += "\n" + substring(lines[i], indexOf(lines[i], ": ") + 2);
	i++;
}
return substring(answer, 1);
