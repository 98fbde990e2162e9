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
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tools.ContactSheet.Panel;

/** The picture of the page on adversarial perturbation: one image, what was added by some methods, what came of it. */
public final class AdversarialSheets {

	private static final String IMAGE = "membranes-rgb.tif";
	private static final int HEIGHT = 200;
	private static final int FACTOR = 15;

	/** Each with its keys. */
	private static final List<List<String>> METHODS = List.of(List.of("noise"), List.of("fgsm"),
		List.of("pgd"), List.of("deepfool", "overshoot=0.1"));

	private final Path image;
	private final Path folder;

	private AdversarialSheets(final Path image, final Path folder) {
		this.image = image;
		this.folder = folder;
	}

	/** Arguments: the folder of the test images, and the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final AdversarialSheets sheets =
			new AdversarialSheets(Path.of(arguments[0], IMAGE), Path.of(arguments[1]));
		Files.createDirectories(sheets.folder);
		final List<List<Panel>> rows = new ArrayList<>();
		for (final List<String> method : METHODS)
			rows.add(sheets.row(method));
		System.out
			.println(ContactSheet.write(rows, HEIGHT, sheets.folder.resolve("adversarial-methods.jpg")));
		System.exit(Main.DONE);
	}

	/** Before, what was added, and after. */
	private List<Panel> row(final List<String> method) throws IOException {
		final Path after = folder.resolve(method.get(0) + ".tif");
		run(method, after);
		final ResultsTable table = ResultsTable.open(folder.resolve(method.get(0) + ".csv").toString());
		return List.of(new Panel(prediction(table, "before"), image),
			new Panel(String.join(", ", method) + ", x " + FACTOR, change(method.get(0), after)),
			new Panel(prediction(table, "after"), after));
	}

	private static String prediction(final ResultsTable table, final String when) {
		return String.format(Locale.ROOT, "%s: %s %.2f", when, table.getStringValue(when + "-1", 0),
			table.getValue(when + "-1-probability", 0));
	}

	/** What was added to each value, on mid grey; by one factor for all methods, so that they can be compared. */
	private Path change(final String name, final Path after) throws IOException {
		final Tensor before = ImagePixels.read(ImageFileReader.open(image)).values();
		final Tensor change = ImagePixels.read(ImageFileReader.open(after)).values().copy();
		for (int i = 0; i < change.size(); i++)
			change.data()[i] =
				Math.max(0, Math.min(255, 128 + FACTOR * (change.data()[i] - before.data()[i])));
		final Path file = folder.resolve(name + "-change.png");
		Files.write(file, ImageFiles.bytes(new ImagePlus("", PixelType.RGB.processor(change)), "png"));
		return file;
	}

	private void run(final List<String> method, final Path output) {
		final List<String> arguments = new ArrayList<>(List.of("adversarial-perturbation",
			"input=" + image, "output=" + output, "method=" + method.get(0)));
		arguments.addAll(method.subList(1, method.size()));
		CommandExample.run(arguments.toArray(String[]::new));
	}
}
