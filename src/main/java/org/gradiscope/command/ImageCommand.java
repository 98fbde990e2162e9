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

import java.util.Optional;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.Slices;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.scijava.plugin.Parameter;

/**
 * A command that takes an image, slice by slice. The image itself is never changed. Where an area is
 * selected, the network sees its bounds, and what comes out of the rest is as if it were not there.
 */
public abstract class ImageCommand extends NetworkCommand {

	@Parameter(label = "Image", persist = false,
		description = "The image: 8-bit, 16-bit, 32-bit or RGB, one slice or a stack; the network " +
			"sees the bounds of the selected area.")
	private ImagePlus input;

	@Parameter(label = "Slices", choices = { "all", "current" }, persist = false,
		description = "Every slice of a stack, or the one that is shown.")
	private String slices;

	private OpenNetwork network;

	ImageCommand() {
		this(Slices.ALL);
	}

	/** @param slices what it works on unless told */
	ImageCommand(final Slices slices) {
		this.slices = slices.toString();
	}

	@Override
	final void check() {
		if (input == null || input.getWidth() == 0 || input.getHeight() == 0 || input
			.getProcessor() == null) throw new IllegalArgumentException(
				"An image is needed, but none was given; open one, or name one that is open.");
		Keys.choice("slices", slices, Slices.values());
	}

	@Override
	final void opened(final OpenNetwork given) {
		network = given;
	}

	/** What the network sees as darkest and brightest. */
	final ValueRange range(final int slice) {
		return range(network, input, slice);
	}

	final ImagePlus input() {
		return input;
	}

	final PixelType type() {
		return PixelType.of(input);
	}

	/** The indices of the slices to work on, from 1. */
	final int[] slices() {
		return Keys.choice("slices", slices, Slices.values()).of(input);
	}

	/** What is done with one slice. */
	@FunctionalInterface
	interface SliceTask {

		/** @param slice index in the stack, from 1 */
		void run(int slice);
	}

	/**
	 * Works on the slices one after the other, with progress over all; stops if canceled. What cannot be
	 * read of any of them is refused before the first.
	 */
	final void forEachSlice(final SliceTask task) {
		final int[] all = slices();
		final Region region = Region.of(input);
		for (final int slice : all)
			ImagePixels.checkFinite(input, slice, region);
		for (int i = 0; i < all.length; i++) {
			progress().begin(i, all.length);
			task.run(all[i]);
		}
		progress().check();
		progress().report(1, 1, "");
	}

	/** The pixels of one slice, within the bounds of a region. */
	final Pixels read(final Region region, final int slice) {
		ImagePixels.checkFinite(input, slice, region);
		return ImagePixels.read(region.crop(input.getStack().getProcessor(slice)), range(slice));
	}

	/** What the network says of the clean pixels; the recipe keeps it. */
	static Prediction predict(final OpenNetwork network, final Pixels pixels, final int slice,
		final Recipe recipe) {
		final Prediction prediction = Prediction.of(network, pixels).get(0);
		recipe.predicted(slice, prediction);
		return prediction;
	}

	/** The same, for what needs no class: a network that gives pictures names none. */
	static Optional<Prediction> predictIfClasses(final OpenNetwork network, final Pixels pixels,
		final int slice,
		final Recipe recipe) {
		try {
			return Optional.of(predict(network, pixels, slice, recipe));
		}
		catch (final EngineException e) {
			recipe.with("no prediction of slice " + slice, e.getMessage());
			return Optional.empty();
		}
	}
}
