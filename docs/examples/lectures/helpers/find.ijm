// The whole title of the open image whose title begins with the argument, or an empty text. Gradiscope's differences end in
// their amplification, as in "fooled-difference-x16".
found = "";
titles = getList("image.titles");
for (i = 0; i < titles.length; i++)
	if (startsWith(titles[i], getArgument())) found = titles[i];
return found;
