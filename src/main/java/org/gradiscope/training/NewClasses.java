/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gradiscope.attack.robustness.LabelledImages.ImageName;
import org.gradiscope.attack.robustness.LabelsFromTable;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Labels.LabelSynonyms;

/**
 * Classes that nobody has listed: those that images say they are of. Names that differ in case, blanks,
 * underscores and hyphens only are one class; it is called as the first image calls it. The classes are in
 * alphabetical order.
 *
 * @param labels the classes
 * @param of the class of each image
 * @param from what they were read from, for people
 */
public record NewClasses(Labels labels, int[] of, String from) {

	private static final String NUMBER = "[\\s_.,:#-]*\\(?\\d+\\)?$";

	/** The folders that the images are in, which are two or more; else the names. */
	public static NewClasses auto(final List<ImageName> images) {
		final boolean several = images.stream().allMatch(NewClasses::isInFolder) &&
			images.stream().map(ImageName::folder).distinct().count() > 1;
		return several ? folders(images) : names(images);
	}

	private static boolean isInFolder(final ImageName image) {
		return image.keys().get(0).contains("/");
	}

	/**
	 * The names of the folders that images are in.
	 *
	 * @throws IllegalArgumentException if one is in none
	 */
	public static NewClasses folders(final List<ImageName> images) {
		for (final ImageName image : images)
			if (!isInFolder(image)) throw new IllegalArgumentException(
				"Each class needs a folder of its own within the one that is given, but '" + image.name() +
					"' is in none; take the names (labels=names), or a table.");
		return of(images.stream().map(ImageName::folder).toList(), "the names of the folders");
	}

	/**
	 * The names of files or slices without extension and without the number at their end:
	 * {@code bacteria-012.png}, {@code bacteria#3} and {@code Bacteria (4)} are of one class.
	 *
	 * @throws IllegalArgumentException if nothing is left of one
	 */
	public static NewClasses names(final List<ImageName> images) {
		return of(images.stream().map(NewClasses::word).toList(),
			"the names of the images without their numbers");
	}

	private static String word(final ImageName image) {
		final String word =
			image.name().replaceFirst("(?<=.)\\.[A-Za-z]{1,5}$", "").replaceFirst(NUMBER, "").strip();
		if (word.isEmpty()) throw new IllegalArgumentException(
			"Each image needs the name of its class before its number, but '" + image.name() +
				"' has none; name it after its class, or put the images into a folder for each, or give a " +
				"table (labels=PATH.csv).");
		return word;
	}

	/**
	 * The labels in a table; those that no image has are none.
	 *
	 * @param table what messages call it
	 * @param text CSV
	 * @throws IllegalArgumentException if an image has no row, or a row is wrong
	 */
	public static NewClasses table(final String table, final String text,
		final List<ImageName> images) {
		final Labels all = of(LabelsFromTable.labels(table, text), "the table " + table).labels();
		final int[] classes = LabelsFromTable.of(table, text, images, all);
		return of(Arrays.stream(classes).mapToObj(all::name).toList(), "the table " + table);
	}

	private static NewClasses of(final List<String> words, final String from) {
		if (words.stream().anyMatch(String::isBlank)) throw new IllegalArgumentException(
			"Each class needs a name, but one of those by " + from + " is blank; correct it.");
		final Map<String, String> names = new TreeMap<>();
		words.forEach(word -> names.putIfAbsent(LabelSynonyms.plain(word), word));
		final List<String> order = List.copyOf(names.keySet());
		return new NewClasses(new Labels(List.copyOf(names.values())),
			words.stream().mapToInt(word -> order.indexOf(LabelSynonyms.plain(word))).toArray(), from);
	}

	/** How many, how they are called, and what they were read from: a line. */
	@Override
	public String toString() {
		return labels.count() + (labels.count() == 1 ? " class" : " classes") + " by " + from + ": " +
			String.join(", ", labels.names()) + ".";
	}
}
