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

import org.gradiscope.cli.Main;

/**
 * The pictures of the page on seeing features: a contact sheet for each network, and what the keys
 * change. Of networks other than the embedded one only if their folder is named.
 */
public final class VisualizationSheets {

	private static final String CLASSES =
		"target=nuclei;filaments;membranes;sarcomeres;neurites;tissue";
	private static final String PHOTOGRAPHED =
		"target=tabby, tabby cat;espresso;strawberry;volcano;goldfish, Carassius auratus;jellyfish";

	private final Path images;
	private final Path folder;

	private VisualizationSheets(final Path images, final Path folder) {
		this.images = images;
		this.folder = folder;
	}

	/**
	 * Arguments: the folder of the test images, the folder to write into, and maybe one with the
	 * networks {@code mobilenet-v2-1.0-224}, {@code gestures-mobilenet-tf2} and {@code cifar10-resnet8},
	 * each with a descriptor.
	 */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final VisualizationSheets sheets =
			new VisualizationSheets(Path.of(arguments[0]), Path.of(arguments[1]));
		Files.createDirectories(sheets.folder);
		sheets.embedded();
		sheets.contrast();
		sheets.others();
		if (arguments.length > 2) {
			sheets.mobilenet(Path.of(arguments[2], "mobilenet-v2-1.0-224"));
			sheets.gestures(Path.of(arguments[2], "gestures-mobilenet-tf2"));
			sheets.resnet(Path.of(arguments[2], "cifar10-resnet8"));
		}
		System.exit(Main.DONE);
	}

	private void embedded() throws IOException {
		final FeatureSheet sheet =
			new FeatureSheet(folder, "visualization-micropatterns", "size=96", "steps=96");
		// What early layers see is soon there.
		for (final String layer : new String[] { "conv2", "conv3" })
			sheet.features("layer=" + layer, "channel=0-5", "steps=32").end();
		for (final String layer : new String[] { "conv4", "conv5", "conv6" })
			sheet.features("layer=" + layer, "channel=0-5").end();
		sheet.features("objective=class", CLASSES).end();
		sheet.captioned(", bare", "objective=class", CLASSES, "priors=false").end();
		sheet.features("objective=class", "target=nuclei;membranes;bacteria", "sign=both").end();
		sheet.features("layer=conv5", "channel=3", "pictures=4");
		sheet.captioned("neuron conv5/1", "objective=neuron", "layer=conv5", "channel=1");
		sheet.captioned("conv5: 1 and 6", "objective=direction", "layer=conv5", "direction=1:1,6:1")
			.end();
		final Path seen = sheet.part(images.resolve("membranes-rgb.tif"), 128);
		for (final String layer : new String[] { "conv2", "conv4", "conv6" })
			sheet.captioned("inversion, " + layer, "objective=inversion", "layer=" + layer,
				"reference=" + seen);
		for (final String layer : new String[] { "conv3", "conv5" })
			sheet.captioned("caricature, " + layer, "objective=caricature", "layer=" + layer,
				"reference=" + seen);
		sheet.end();
		sheet.write();
	}

	/** What makes the pictures of the embedded network harsher and gentler. */
	private void contrast() throws IOException {
		final FeatureSheet sheet =
			new FeatureSheet(folder, "visualization-contrast", "layer=conv5", "size=96");
		for (final String channel : new String[] { "channel=1", "channel=6" }) {
			sheet.captioned("no limit", channel, "contrast=0");
			sheet.captioned("no limit, 96 steps", channel, "contrast=0", "steps=96");
			sheet.captioned("smoothness=0", channel, "contrast=1.5", "smoothness=0");
			sheet.captioned("the default", channel);
			sheet.captioned("contrast=1.5", channel, "contrast=1.5");
			sheet.captioned("smoothness=1", channel, "smoothness=1").end();
		}
		sheet.write();
	}

	/** Kernels, activations and fooling images of the embedded network. */
	private void others() throws IOException {
		final FeatureSheet seen = new FeatureSheet(folder, "visualization-seen");
		final Path image = images.resolve("two-patterns.tif");
		seen.image("the image", image);
		seen.of("overlay", "the strongest channel of conv5, over the image", "activations",
			"input=" + image, "layers=conv5", "view=overlay").end();
		seen.of("kernels", "the kernels of conv1", "kernels");
		seen.of("activations", "the four strongest channels of conv3", "activations", "input=" + image,
			"layers=conv3", "count=4").end();
		seen.write(256);
		final FeatureSheet fooling = new FeatureSheet(folder, "visualization-fooling", "size=96");
		fooling.slices("", "fooling-image", "target=nuclei;filaments;membranes;sarcomeres").end();
		fooling.slices("", "fooling-image", "target=nuclei;filaments;membranes;sarcomeres",
			"method=evolution").end();
		fooling.write(192);
	}

	private void mobilenet(final Path model) throws IOException {
		final FeatureSheet sheet = new FeatureSheet(folder, "visualization-mobilenet-v2",
			"model=" + model, "size=128", "steps=256").without("expanded_|/expand|/project");
		for (final String layer : new String[] { "expanded_conv_3/expand", "expanded_conv_6/expand",
			"expanded_conv_10/expand", "expanded_conv_13/expand" })
			sheet.features("layer=" + layer, "channel=0-5").end();
		sheet.features("objective=class", PHOTOGRAPHED).end();
		sheet.captioned(", bare", "objective=class", PHOTOGRAPHED, "priors=false").end();
		final String middle = "layer=expanded_conv_10/expand";
		sheet.features("layer=expanded_conv_10/project", "channel=0-2", "sign=both").end();
		sheet.features(middle, "channel=4", "pictures=4");
		// In front of the ReLUs, whose ceiling of 6 a single neuron reaches at once.
		final String linear = "layer=expanded_conv_10/project";
		sheet.captioned("neuron, project/1", "objective=neuron", linear, "channel=1");
		sheet.captioned("project: 0 and 1", "objective=direction", linear, "direction=0:1,1:1").end();
		final Path seen = sheet.part(images.resolve("membranes-rgb.tif"), 128);
		for (final String layer : new String[] { "expanded_conv_3/expand", "expanded_conv_6/expand",
			"expanded_conv_10/expand" })
			sheet.captioned("inversion, " + layer.replaceAll("expanded_conv|/.*", ""),
				"objective=inversion", "layer=" + layer, "reference=" + seen);
		for (final String layer : new String[] { "expanded_conv_6/expand", "expanded_conv_10/expand" })
			sheet.captioned("caricature, " + layer.replaceAll("expanded_conv|/.*", ""),
				"objective=caricature", "layer=" + layer, "reference=" + seen);
		sheet.end();
		sheet.write(104);
	}

	private void gestures(final Path model) throws IOException {
		final FeatureSheet sheet =
			new FeatureSheet(folder, "visualization-gestures", "model=" + model, "size=128")
				.without("conv_|_relu");
		for (final String layer : new String[] { "conv_pw_3_relu", "conv_pw_6_relu",
			"conv_pw_11_relu" })
			sheet.features("layer=" + layer, "channel=0-4").end();
		final String classes = "target=0;1;2;3;4";
		sheet.features("objective=class", classes).end();
		sheet.captioned(", bare", "objective=class", classes, "priors=false").end();
		sheet.write();
	}

	private void resnet(final Path model) throws IOException {
		final FeatureSheet sheet =
			new FeatureSheet(folder, "visualization-resnet8", "model=" + model, "size=64", "steps=256")
				.without("batch_");
		for (final String layer : new String[] { "activation", "activation_2" })
			sheet.features("layer=" + layer, "channel=0-5", "steps=32").end();
		for (final String layer : new String[] { "activation_4", "activation_6" })
			sheet.features("layer=" + layer, "channel=0-5").end();
		final String classes = "target=airplane;bird;cat;frog;horse;truck";
		sheet.features("objective=class", classes).end();
		sheet.captioned(", bare", "objective=class", classes, "priors=false").end();
		sheet.features("layer=batch_normalization_4", "channel=0-2", "sign=both").end();
		sheet.write();
	}
}
