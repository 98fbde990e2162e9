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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.cli.Main;
import org.gradiscope.tools.ContactSheet.Panel;

/**
 * The pictures of the page on saliency: every method on one image and for one class, over the image and
 * signed, and what Check Saliency draws of two of them.
 */
public final class SaliencySheets {

	private static final String IMAGE = "two-patterns.tif";
	private static final String TARGET = "bacteria";
	private static final int COLUMNS = 3;
	private static final int HEIGHT = 144;
	private static final int HEIGHT_OF_A_PLOT = 385;

	private static final List<String> METHODS = List.of("gradient", "gradient-times-input",
		"smoothgrad", "smoothgrad-squared", "vargrad", "integrated-gradients",
		"guided-integrated-gradients", "blur-integrated-gradients",
		"gradient-shap, baseline=black;white", "deeplift", "lrp", "guided-backprop",
		"guided-backprop, target=sarcomeres", "deconvnet", "grad-cam", "guided-grad-cam", "grad-cam++",
		"layer-cam", "hires-cam", "xgrad-cam", "score-cam", "ablation-cam", "eigen-cam", "occlusion",
		"rise, score=probability", "sobol, score=probability", "xrai", "excitation-backprop");

	private final Path image;
	private final Path folder;

	private SaliencySheets(final Path image, final Path folder) {
		this.image = image;
		this.folder = folder;
	}

	/** Arguments: the folder of the test images, and the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final SaliencySheets sheets =
			new SaliencySheets(Path.of(arguments[0], IMAGE), Path.of(arguments[1]));
		Files.createDirectories(sheets.folder);
		sheets.methods("overlay", "saliency-methods.jpg");
		sheets.methods("map", "saliency-methods-signed.jpg");
		sheets.checks();
		System.exit(Main.DONE);
	}

	private void methods(final String view, final String sheet) throws IOException {
		final List<Panel> panels = new ArrayList<>();
		panels.add(new Panel("the image; target: " + TARGET, image));
		for (final String method : METHODS)
			panels.add(new Panel(method, map(method, view)));
		final List<List<Panel>> rows = new ArrayList<>();
		for (int i = 0; i < panels.size(); i += COLUMNS)
			rows.add(panels.subList(i, Math.min(panels.size(), i + COLUMNS)));
		System.out.println(ContactSheet.write(rows, HEIGHT, folder.resolve(sheet)));
	}

	/** @param method its key; after a comma another key that is not as usual */
	private Path map(final String method, final String view) {
		final String[] parts = method.split(", ");
		final Path file = folder.resolve(String.join("-", parts) + "-" + view + ".png");
		final List<String> keys =
			new ArrayList<>(List.of("method=" + parts[0], "view=" + view, "output=" + file));
		if (!method.contains("target=")) keys.add("target=" + TARGET);
		keys.addAll(Arrays.asList(parts).subList(1, parts.length));
		run("saliency-map", keys.toArray(String[]::new));
		return file;
	}

	private void checks() throws IOException {
		final List<List<Panel>> rows = new ArrayList<>();
		final List<Panel> curves = new ArrayList<>();
		for (final String method : List.of("gradient", "guided-backprop")) {
			run("check-saliency", "method=" + method, "target=" + TARGET,
				"output=" + folder.resolve(method + ".csv"));
			rows.add(List.of(new Panel(method + ", more and more of the layers random",
				folder.resolve(method + "-similarity.tif"))));
			curves.add(new Panel(method + ", pixels taken away and brought back",
				folder.resolve(method + "-curves.tif")));
		}
		rows.add(curves);
		System.out
			.println(ContactSheet.write(rows, HEIGHT_OF_A_PLOT, folder.resolve("saliency-checks.jpg")));
	}

	private void run(final String command, final String... keys) {
		final List<String> arguments = new ArrayList<>(List.of(command, "input=" + image));
		arguments.addAll(Arrays.asList(keys));
		CommandExample.run(arguments.toArray(String[]::new));
	}
}
