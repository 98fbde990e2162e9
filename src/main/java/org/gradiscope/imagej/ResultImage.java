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

package org.gradiscope.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.util.List;

/**
 * Makes the images that come out of a filter: new ones, which keep of the input what they can. The
 * input is never changed.
 */
public final class ResultImage {

	private ResultImage() {}

	/**
	 * An image of another kind than the input, such as a map: it keeps calibration in space, slice
	 * labels, dimensions and selection.
	 *
	 * @param slices the slices of {@code input} that were worked on, from 1
	 * @param processors one for each of them
	 */
	public static ImagePlus of(final ImagePlus input, final int[] slices,
		final List<ImageProcessor> processors, final String title) {
		final ImageStack stack = new ImageStack(input.getWidth(), input.getHeight());
		for (int i = 0; i < slices.length; i++)
			stack.addSlice(input.getStack().getSliceLabel(slices[i]), processors.get(i));
		final ImagePlus result = new ImagePlus(title, stack);
		if (slices.length == input.getStackSize()) {
			result.setDimensions(input.getNChannels(), input.getNSlices(), input.getNFrames());
			result.setOpenAsHyperStack(input.isHyperStack());
		}
		final Calibration calibration = input.getCalibration().copy();
		calibration.disableDensityCalibration();
		result.setCalibration(calibration);
		if (input.getRoi() != null) result.setRoi((ij.gui.Roi) input.getRoi().clone());
		return result;
	}

	/**
	 * An image of the input's own type: it keeps display range, colour tables, overlay and the
	 * calibration of grey levels too.
	 */
	public static ImagePlus like(final ImagePlus input, final int[] slices,
		final List<ImageProcessor> processors, final String title) {
		final boolean whole = slices.length == input.getStackSize();
		final boolean coloured = !input.isComposite() && PixelType.of(input) != PixelType.RGB;
		// Not by ImagePlus.setLut, which makes a single slice lose its label.
		if (coloured) processors.forEach(p -> p.setColorModel(input.getProcessor().getColorModel()));
		final ImagePlus plain = of(input, slices, processors, title);
		final ImagePlus result = whole && input.isComposite() ? composite(plain,
			(CompositeImage) input) : plain;
		if (!whole && input.isComposite()) showAs(input, slices[0], result);
		result.setCalibration(input.getCalibration().copy());
		if (coloured) result.setDisplayRange(input.getDisplayRangeMin(), input.getDisplayRangeMax());
		if (whole && input.getOverlay() != null) result.setOverlay(input.getOverlay().duplicate());
		return result;
	}

	/**
	 * The frames of a film that begins with one slice of the input, of the input's own type, shown as it.
	 *
	 * @param slice index in the stack, from 1
	 */
	public static ImagePlus film(final ImagePlus input, final int slice,
		final List<ImageProcessor> frames, final String title) {
		final ImagePlus first = like(input, new int[] { slice }, List.of(frames.get(0)), title);
		final ImageStack stack = new ImageStack(input.getWidth(), input.getHeight());
		for (int i = 0; i < frames.size(); i++) {
			frames.get(i).setColorModel(first.getProcessor().getColorModel());
			stack.addSlice("frame " + (i + 1), frames.get(i));
		}
		final double min = first.getDisplayRangeMin();
		final double max = first.getDisplayRangeMax();
		first.setStack(stack, 1, 1, frames.size());
		if (PixelType.of(input) != PixelType.RGB) first.setDisplayRange(min, max);
		return first;
	}

	/** A channel that is taken out of a composite keeps its colours and its display range. */
	private static void showAs(final ImagePlus composite, final int slice, final ImagePlus result) {
		final LUT lut = DisplayRange.lut(composite, slice);
		result.getProcessor().setColorModel(lut);
		result.setDisplayRange(lut.min, lut.max);
	}

	private static ImagePlus composite(final ImagePlus plain, final CompositeImage input) {
		final CompositeImage composite = new CompositeImage(plain, input.getMode());
		composite.setLuts(input.getLuts());
		composite.setOpenAsHyperStack(true);
		if (plain.getRoi() != null) composite.setRoi(plain.getRoi());
		return composite;
	}
}
