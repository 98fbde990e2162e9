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
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.tools.ContactSheet.Panel;

/**
 * Draws the sheets of style transfer, for the documentation: each row an image, a style, and the image in
 * the style. Pictures that are there already are not drawn again.
 */
public final class StyleSheets {

	/** The longer side of a photograph, in pixels. */
	private static final int SIDE = 384;

	private final Path photographs;
	private final Path ours;
	private final Path models;
	private final Path folder;

	private StyleSheets(final Path photographs, final Path ours, final Path models,
		final Path folder) {
		this.photographs = photographs;
		this.ours = ours;
		this.models = models;
		this.folder = folder;
	}

	/**
	 * Arguments: a folder of photographs, that of the test images and drawings, one of described networks,
	 * and the folder to write into.
	 */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final List<Path> folders = Stream.of(arguments).map(Path::of).toList();
		final StyleSheets sheets =
			new StyleSheets(folders.get(0), folders.get(1), folders.get(2), folders.get(3));
		Files.createDirectories(sheets.folder);
		sheets.best();
		sheets.worst();
		sheets.more();
		sheets.textures();
		System.exit(0);
	}

	private void best() throws IOException {
		sheet("style-best",
			pairs(pair("chelsea_cat.png", "style-swirls.jpg", "mobilenet-v2"),
				pair("astronaut.png", "style-mosaic.jpg", "mobilenet-v2")),
			pairs(pair("grace_hopper.jpg", "style-hatching.jpg", "mobilenet-v2"),
				pair("rocket.jpg", "style-swirls.jpg", "mobilenet-v2")),
			pairs(pair("retina.jpg", "style-mosaic.jpg", "mobilenet-v2"),
				pair("ihc.png", "style-hatching.jpg", "mobilenet-v2", "colours=kept")));
	}

	private void worst() throws IOException {
		sheet("style-worst", pairs(pair("astronaut.png", "style-mosaic.jpg", "resnet8"),
			pair("chelsea_cat.png", "style-swirls.jpg", "micropatterns")));
	}

	private void more() throws IOException {
		sheet("style-more",
			pairs(pair("coffee.png", "style-swirls.jpg", "mobilenet-v2", "colours=matched"),
				pair("astronaut.png", "ihc.png", "mobilenet-v2")),
			pairs(pair("cell_qpi.png", "style-swirls.jpg", "mobilenet-v2"),
				pair("nuclei-8bit.tif", "neurites-2048.tif", "micropatterns")));
	}

	private void textures() throws IOException {
		sheet("style-textures",
			pairs(texture("style-mosaic.jpg", "mobilenet-v2"),
				texture("style-swirls.jpg", "mobilenet-v2", "periodic=true")),
			pairs(texture("ihc.png", "mobilenet-v2"), texture("membranes-rgb.tif", "micropatterns")));
	}

	private List<Panel> texture(final String image, final String model, final String... keys) {
		final Path result = folder.resolve(stem(image) + "-texture-" + model + ".png");
		final List<String> all = new ArrayList<>(List.of(keys));
		all.addAll(List.of("width=300", "height=300"));
		draw("texture", found(image), model, result, all);
		return List.of(new Panel(stem(image), found(image)), new Panel(
			"texture, " + model + (keys.length == 0 ? "" : ", " + String.join(", ", keys)), result));
	}

	private void draw(final String command, final Path input, final String model, final Path result,
		final List<String> keys) {
		if (Files.exists(result)) return;
		final Path own = models.resolve(model);
		final List<String> all = new ArrayList<>(List.of(command, "input=" + input,
			"model=" + (Files.exists(own) ? own : model), "output=" + result));
		all.addAll(keys);
		CommandExample.run(all.toArray(String[]::new));
	}

	@SafeVarargs
	private static List<Panel> pairs(final List<Panel>... pairs) {
		return Stream.of(pairs).flatMap(List::stream).toList();
	}

	@SafeVarargs
	private void sheet(final String name, final List<Panel>... rows) throws IOException {
		System.out.println(ContactSheet.write(List.of(rows), 200, folder.resolve(name + ".jpg")));
	}

	private List<Panel> pair(final String image, final String style, final String model,
		final String... keys) {
		final Path base = found(image);
		final Path reference = found(style);
		final Path result = folder.resolve(stem(image) + "-" + stem(style) + "-" + model + ".png");
		final List<String> all = new ArrayList<>(List.of("style=" + reference));
		all.addAll(List.of(keys));
		draw("style-transfer", base, model, result, all);
		return List.of(new Panel(stem(image), base), new Panel(stem(style), reference),
			new Panel(model + (keys.length == 0 ? "" : ", " + String.join(", ", keys)), result));
	}

	private static String stem(final String file) {
		return file.substring(0, file.lastIndexOf('.'));
	}

	/** One of ours, or a photograph made smaller. */
	private Path found(final String name) {
		if (Files.exists(ours.resolve(name))) return ours.resolve(name);
		final Path small = folder.resolve("small-" + stem(name) + ".png");
		final ImageProcessor picture =
			new Opener().openImage(photographs.resolve(name).toString()).getProcessor();
		final double factor = (double) SIDE / Math.max(picture.getWidth(), picture.getHeight());
		picture.setInterpolationMethod(ImageProcessor.BILINEAR);
		new FileSaver(new ImagePlus(name, picture.resize((int) Math.round(picture.getWidth() * factor),
			(int) Math.round(picture.getHeight() * factor), true))).saveAsPng(small.toString());
		return small;
	}
}
