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

import ij.ImagePlus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.MapCaption;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.StackPlanes;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command that takes an image, slice by slice. The image itself is never changed. Where an area is
 * selected, the network sees its bounds, and what comes out of the rest is as if it were not there.
 */
public abstract class ImageCommand extends NetworkCommand {

	@Parameter(label = "Image", persist = false,
		description = "The image: 8-bit, 16-bit, 32-bit, RGB or a composite, one slice or a stack; the " +
			"network sees it as the screen shows it, within the bounds of the selected area.")
	private ImagePlus input;

	@Parameter(label = "Slices", choices = { "all", "current" }, attrs = @Attr(name = Hints.STACK),
		persist = false, description = "Every slice of a stack, or the one that is shown.")
	private String slices;

	@Parameter(label = "Pad to a size that the network takes", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "Whether an image of a size that the network does not take, such as sides that are no " +
			"multiple of its stride, is continued at the right and the bottom by reflection, and what " +
			"comes out is cut back; without, it is refused.")
	private boolean pad = true;

	private ShownImage shown;

	ImageCommand() {
		this(SliceSelection.ALL);
	}

	/** @param slices what it works on unless told */
	ImageCommand(final SliceSelection slices) {
		this.slices = slices.toString();
	}

	@Override
	final void check() {
		if (isMissing(input)) throw new IllegalArgumentException(
			"An image is needed, but none was given; open one, or name one that is open.");
		Keys.choice("slices", slices, SliceSelection.values());
	}

	/** Whether there is no image, or one without a pixel, as ImageJ gives where none is open. */
	static boolean isMissing(final ImagePlus image) {
		return image == null || image.getWidth() == 0 || image.getHeight() == 0 ||
			image.getProcessor() == null;
	}

	/** What was worked on, as the pictures of a stack. */
	final StackPlanes planes() {
		return new StackPlanes(shown, slices());
	}

	@Override
	final void opened(final OpenNetwork given) {
		if (!pad) given.refusePadding();
		shown = shown(given, input);
		tryRange(given);
		warnOfChannels(given.descriptor());
	}

	/** What the first image shows of an assumed value range is said with the result. */
	private void tryRange(final OpenNetwork network) {
		final int first = slices()[0];
		final Region region = Region.of(input);
		network.tryRange(() -> {
			shown.checkFinite(first, region);
			return read(region, first);
		});
	}

	/** Four channels of a network are thought to be those of a picture, unless something says otherwise. */
	private void warnOfChannels(final ModelDescriptor network) {
		final Channels channels = network.preprocessing().channels();
		if (channels.equals(Channels.RGBA) && input.getNChannels() == channels.count() &&
			network.sources().getOrDefault(Fact.CHANNELS.toString(), "").startsWith("assumed"))
			warn(network.name() + " is assumed to take pictures (rgba), so the " + channels.count() +
				" channels of " + input.getTitle() + " are not its own. " + channels.remedy());
	}

	/** What the network sees as darkest and brightest. */
	final ValueRange range(final int slice) {
		return shown.range(slice);
	}

	final ImagePlus input() {
		return input;
	}

	/** The image as the network sees it. */
	final ShownImage shown() {
		return shown;
	}

	/** Of what is seen, and of what a filter makes of it. */
	final PixelType type() {
		return shown.type();
	}

	/**
	 * What to work on, from 1: slices, but of a composite positions with all channels, and for networks of
	 * volumes the first slice of each.
	 */
	final int[] slices() {
		return Keys.choice("slices", slices, SliceSelection.values()).of(shown);
	}

	/** All keys as they are, the network, what is seen of the image and how. */
	final Recipe recipe(final OpenNetwork network, final Region region) {
		final Recipe recipe = recipe(network).with("region", region).with("seen", shown.description());
		for (final int slice : slices())
			shown.checkFinite(slice, region);
		beyond(network, region).ifPresent(line -> {
			warn(line);
			recipe.with("beyond the network's range", line);
		});
		final double cut =
			Arrays.stream(slices()).mapToObj(slice -> shown.unclipped(slice, region).data())
				.mapToDouble(ImageCommand::zeros).average().orElse(0);
		if (cut == 0) return recipe;
		final String line = String.format(Locale.ROOT, "%.3g", 100 * cut) +
			" % of the values are outside of the display range, and seen as its ends";
		note(line + ".");
		return recipe.with("cut", line);
	}

	/** What to say where a network gets grey levels as they are that it does not know. */
	private Optional<String> beyond(final OpenNetwork network, final Region region) {
		final ModelDescriptor descriptor = network.descriptor();
		final ValueRange known = descriptor.preprocessing().range();
		final String source = descriptor.sources().getOrDefault(Fact.RANGE.toString(), "");
		if (descriptor.preprocessing().steps().isEmpty() || source.startsWith("assumed"))
			return Optional.empty();
		float least = known.min();
		float most = known.max();
		for (final int slice : slices())
			for (final float value : read(region, slice).values().data()) {
				least = Math.min(least, value);
				most = Math.max(most, value);
			}
		return least == known.min() && most == known.max() ? Optional.empty()
			: Optional.of("The image has values from " + least + " to " + most + ", which " +
				descriptor.name() + " gets as they are, but its description says that it takes " + known +
				"; convert the image to what the network was trained on.");
	}

	private static double zeros(final float[] values) {
		int zeros = 0;
		for (final float value : values)
			if (value == 0) zeros++;
		return (double) zeros / values.length;
	}

	/** Charts, one for each picture that was worked on, open at the one that the image shows. */
	final void openWhereShown(final ImagePlus charts) {
		final int[] all = slices();
		for (int n = 0; n < all.length && charts.getStackSize() == all.length; n++)
			if (all[n] == shown.item(shown.current())) charts.setSlice(n + 1);
	}

	/** What is done with one slice. */
	@FunctionalInterface
	interface SliceTask {

		/** @param slice index in the stack, from 1 */
		void run(int slice);
	}

	/** Where what lies on the image would lie on the result too. */
	final void warnOfEarlierHeat() {
		if (MapCaption.isOn(input)) warn("The heat map that lies on " + input.getTitle() +
			" already is left out: it is no part of its pixels.");
	}

	/**
	 * Works on the slices one after the other, with progress over all; stops if canceled. What cannot be
	 * read of any of them is refused before the first.
	 */
	final void forEachSlice(final SliceTask task) {
		final int[] all = slices();
		final Region region = Region.of(input);
		for (final int slice : all)
			shown.checkFinite(slice, region);
		for (int i = 0; i < all.length; i++) {
			progress().begin(i, all.length);
			task.run(all[i]);
		}
		progress().check();
		progress().report(1, 1, "");
	}

	/** The pixels of one slice, within the bounds of a region. */
	final Pixels read(final Region region, final int slice) {
		return shown.read(slice, region);
	}

	/** What the network says of the clean pixels; the recipe keeps it. */
	static Prediction predict(final OpenNetwork network, final Pixels pixels, final int slice,
		final Recipe recipe) {
		final Prediction prediction = Prediction.of(network, pixels).get(0);
		recipe.predicted(slice, prediction);
		return prediction;
	}

	/** The same; none of a network that outputs an image, for what needs no class. */
	static Optional<Prediction> predictIfClasses(final OpenNetwork network, final Pixels pixels,
		final int slice, final Recipe recipe) {
		if (network.descriptor().givesClasses())
			return Optional.of(predict(network, pixels, slice, recipe));
		recipe.with("no prediction of slice " + slice, "the network outputs an image, not classes");
		return Optional.empty();
	}
}
