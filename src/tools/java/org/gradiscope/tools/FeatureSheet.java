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

package org.gradiscope.tools;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tools.ContactSheet.Panel;

/** A contact sheet that grows by the pictures that commands draw, each slice of them a panel. */
final class FeatureSheet {

	private static final int HEIGHT = 112;

	private final Path folder;
	private final String name;
	private final List<String> common;
	private final List<List<Panel>> rows = new ArrayList<>();
	private List<Panel> row = new ArrayList<>();
	private String dispensable = "";
	private int files;

	/**
	 * @param folder where the pictures and the sheet are written
	 * @param name of the sheet, without extension
	 * @param common the keys that all of its commands have
	 */
	FeatureSheet(final Path folder, final String name, final String... common) {
		this.folder = folder;
		this.name = name;
		this.common = List.of(common);
	}

	/** @param part of the captions that the command gives, a regular expression, that is left out */
	FeatureSheet without(final String part) {
		dispensable = part;
		return this;
	}

	/** Features with the captions that the command gives them. */
	FeatureSheet features(final String... keys) throws IOException {
		return captioned("", keys);
	}

	/** @param caption of a single feature; of several what comes behind their own */
	FeatureSheet captioned(final String caption, final String... keys) throws IOException {
		return slices(caption, "feature-visualization", keys);
	}

	/** The slices that a command draws with {@code view=stack}, or by itself. */
	FeatureSheet slices(final String caption, final String command, final String... keys)
		throws IOException {
		final Path file = next(".tif");
		final List<String> arguments = new ArrayList<>(List.of(keys));
		if (command.equals("feature-visualization")) arguments.add("view=stack");
		run(command, file, arguments);
		final ImagePlus drawn = ImageFileReader.open(file);
		for (int slice = 1; slice <= drawn.getStackSize(); slice++) {
			drawn.setSlice(slice);
			final String own = drawn.getStack().getSliceLabel(slice);
			final Path picture = next(".png");
			Files.write(picture, ImageFiles.bytes(drawn, "png"));
			final boolean single = drawn.getStackSize() == 1 && !caption.isEmpty();
			row.add(new Panel(own == null || single ? caption : own.replaceAll(dispensable, "") + caption,
				picture));
		}
		return this;
	}

	/** What a command draws as it is shown. */
	FeatureSheet of(final String file, final String caption, final String command,
		final String... keys) {
		final Path picture = folder.resolve(name + "-" + file + ".png");
		run(command, picture, Arrays.asList(keys));
		row.add(new Panel(caption, picture));
		return this;
	}

	FeatureSheet image(final String caption, final Path file) {
		row.add(new Panel(caption, file));
		return this;
	}

	/** Adds and returns the upper left square of an image. */
	Path part(final Path image, final int side) throws IOException {
		final ImagePlus whole = ImageFileReader.open(image);
		whole.setRoi(0, 0, side, side);
		final Path file = next(".png");
		Files.write(file, ImageFiles.bytes(whole.crop(), "png"));
		image("an image", file);
		return file;
	}

	/** Ends a row. */
	FeatureSheet end() {
		rows.add(row);
		row = new ArrayList<>();
		return this;
	}

	void write() throws IOException {
		write(HEIGHT);
	}

	/** @param height of each picture */
	void write(final int height) throws IOException {
		System.out.println(ContactSheet.write(rows, height, folder.resolve(name + ".jpg")));
	}

	private Path next(final String extension) {
		return folder.resolve(name + "-" + files++ + extension);
	}

	private void run(final String command, final Path output, final List<String> keys) {
		final List<String> arguments = new ArrayList<>(List.of(command, "output=" + output));
		arguments.addAll(common.stream().filter(key -> !isAmong(keys, key)).toList());
		arguments.addAll(keys);
		CommandExample.run(arguments.toArray(String[]::new));
	}

	/** Whether a key is given a value of its own. */
	private static boolean isAmong(final List<String> keys, final String common) {
		final String name = common.substring(0, common.indexOf('=') + 1);
		return keys.stream().anyMatch(key -> key.startsWith(name));
	}
}
