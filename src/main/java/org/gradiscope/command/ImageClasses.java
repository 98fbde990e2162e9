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

package org.gradiscope.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.gradiscope.attack.robustness.LabelsFromNames;
import org.gradiscope.attack.robustness.LabelsFromTable;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.model.Labels;
import org.gradiscope.training.NewClasses;

/**
 * Which class each of many images shows, as the key {@code labels} says.
 *
 * @param from auto, names, the path of a table, or prediction where the command takes that
 * @param words those that the command takes, for its messages
 */
record ImageClasses(String from, String words) {

	static final String KNOWN = "auto, names";
	static final String NEW = "auto, folders, names";
	static final String PREDICTABLE = KNOWN + ", prediction";

	/** Whether they are what the network says, so that they are not known beforehand. */
	boolean arePredicted() {
		return from.trim().equalsIgnoreCase("prediction");
	}

	/**
	 * The class of each image.
	 *
	 * @throws IllegalArgumentException if one is named after none of the classes, or the table is none or
	 *           lacks one
	 */
	int[] of(final ImageSet images, final Labels classes) {
		final String text = from.trim();
		return Keys.isAuto(text) || text.equalsIgnoreCase("names")
			? LabelsFromNames.of(images.names(), classes)
			: LabelsFromTable.of(text, table(text), images.names(), classes);
	}

	/**
	 * The same of classes that are not known yet: what the images say is what there is.
	 *
	 * @throws IllegalArgumentException if one says nothing, or the table is none or lacks one
	 */
	NewClasses ofNew(final ImageSet images) {
		final String text = from.trim();
		if (Keys.isAuto(text)) return NewClasses.auto(images.names());
		if (text.equalsIgnoreCase("folders")) return NewClasses.folders(images.names());
		if (text.equalsIgnoreCase("names")) return NewClasses.names(images.names());
		return NewClasses.table(text, table(text), images.names());
	}

	/**
	 * The class of each image; null if they are what the network says, as is asked for, or as auto leaves
	 * it where the names say nothing.
	 *
	 * @param warn told the latter, which has to be known
	 */
	int[] ofOrPredicted(final ImageSet images, final Labels classes, final Consumer<String> warn) {
		if (arePredicted()) return null;
		if (!Keys.isAuto(from)) return of(images, classes);
		try {
			return of(images, classes);
		}
		catch (final IllegalArgumentException e) {
			warn.accept("Not every image is named after a class, so what the network says of the clean " +
				"images is taken for right (labels=prediction); name them, or give labels=TABLE.csv, to see " +
				"how often it is right at all.");
			return null;
		}
	}

	private String table(final String path) {
		try {
			final Path table = Path.of(path);
			// A pipe would be waited for.
			if (!Files.isRegularFile(table)) throw new NoSuchFileException(path);
			return Files.readString(table);
		}
		catch (final IOException | InvalidPathException e) {
			throw new IllegalArgumentException("The key 'labels' is " + words +
				" or the path of a table in UTF-8, but '" + path + "' was given and cannot be read.", e);
		}
	}
}
