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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.cli.Main;
import org.gradiscope.tools.ContactSheet.Panel;

/**
 * The main job in one go: all four families of methods on the test images with the embedded network,
 * pictures and tables into a folder, and contact sheets of before and after: one of everything, and in
 * the folder {@code sheets} one for each family, as the documentation shows them.
 */
public final class Demo {

	private final Path images;
	private final Path folder;
	/** By the sheet that they go to. */
	private final Map<String, List<List<Panel>>> rows = new LinkedHashMap<>();

	private Demo(final Path images, final Path folder) {
		this.images = images;
		this.folder = folder;
	}

	/** Arguments: the folder of the test images, and the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final Demo demo = new Demo(Path.of(arguments[0]), Path.of(arguments[1]));
		Files.createDirectories(demo.folder);
		demo.tables();
		demo.saliency();
		demo.dreams();
		demo.features();
		demo.attacks();
		demo.sheets();
		System.exit(Main.DONE);
	}

	/** The overview has all but the charts. */
	private void sheets() throws IOException {
		final Path sheets = Files.createDirectories(folder.resolve("sheets"));
		for (final Map.Entry<String, List<List<Panel>>> sheet : rows.entrySet())
			ContactSheet.write(sheet.getValue(), sheets.resolve(sheet.getKey() + ".jpg"));
		rows.remove("classify");
		final List<List<Panel>> all = rows.values().stream().flatMap(List::stream).toList();
		ContactSheet.write(all, sheets.resolve("overview.jpg"));
		System.out.println(ContactSheet.write(all, folder.resolve("overview.png")));
	}

	private void tables() {
		CommandExample.run("model-info", "output=" + folder.resolve("model-info.csv"));
		final String nuclei = "nuclei-8bit.tif";
		CommandExample.run("classify", "input=" + images.resolve(nuclei),
			"output=" + folder.resolve("nuclei-classify.csv"));
		row("classify", before(nuclei),
			new Panel("what is it?", folder.resolve("nuclei-classify-bars.tif")));
	}

	private void saliency() {
		final String two = "two-patterns.tif";
		row("saliency", before(two),
			filtered("saliency-map", two, "sarcomeres", "why sarcomeres?", "target=sarcomeres",
				"view=overlay"),
			filtered("saliency-map", two, "bacteria", "why bacteria?", "target=bacteria",
				"view=overlay"));
		final String nuclei = "nuclei-8bit.tif";
		row("saliency", before(nuclei),
			filtered("saliency-map", nuclei, "map", "SmoothGrad, signed", "view=map"),
			filtered("saliency-map", nuclei, "gradient", "plain gradient, magnitude", "method=gradient",
				"view=magnitude"),
			filtered("saliency-map", nuclei, "overlay", "SmoothGrad, overlay", "view=overlay"));
	}

	private void dreams() {
		final String rgb = "membranes-rgb.tif";
		final String grey = "tissue-32bit.tif";
		row("dream", before(rgb), filtered("deep-dream", rgb, "dream", "Deep Dream"), before(grey),
			filtered("deep-dream", grey, "dream", "Deep Dream, 32-bit"));
	}

	private void features() {
		final List<Panel> panels = new ArrayList<>();
		for (final String feature : List.of("conv2:3", "conv3:5", "conv4:0", "conv5:1", "conv6:0",
			"conv6:8")) {
			final String[] parts = feature.split(":");
			final Path file = folder.resolve("feature-" + parts[0] + "-" + parts[1] + ".png");
			// Enough for so small a network.
			CommandExample.run("feature-visualization", "layer=" + parts[0], "channel=" + parts[1],
				"steps=96", "output=" + file);
			panels.add(new Panel("feature " + parts[0] + ", channel " + parts[1], file));
		}
		row("features", panels.toArray(Panel[]::new));
	}

	private void attacks() {
		final String membranes = "membranes-rgb.tif";
		final Panel adversarial = filtered("adversarial-perturbation", membranes, "adversarial",
			"adversarial, 8 of 255", "epsilon=8");
		final Path difference = folder.resolve("membranes-rgb-adversarial-difference.png");
		row("attack", before(membranes), adversarial,
			new Panel("the difference, amplified", difference));
	}

	private Panel before(final String image) {
		return new Panel(image, images.resolve(image));
	}

	private Panel filtered(final String command, final String image, final String suffix,
		final String caption, final String... keys) {
		final Path file = folder.resolve(image.replace(".tif", "-" + suffix + ".png"));
		final List<String> arguments =
			new ArrayList<>(List.of(command, "input=" + images.resolve(image), "output=" + file));
		arguments.addAll(List.of(keys));
		CommandExample.run(arguments.toArray(String[]::new));
		return new Panel(caption, file);
	}

	private void row(final String sheet, final Panel... panels) {
		rows.computeIfAbsent(sheet, s -> new ArrayList<>()).add(List.of(panels));
	}
}
