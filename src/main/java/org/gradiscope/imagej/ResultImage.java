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
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the images that come out of a filter: new ones, which keep of the input what they can. The
 * input is never changed.
 */
public final class ResultImage {

	private ResultImage() {}

	/**
	 * An image of another kind than the input, such as a map: it keeps calibration in space, labels,
	 * dimensions, selection and the position that is shown.
	 *
	 * @param pictures those of {@code input} that were worked on, from 1
	 * @param processors one for each of them
	 */
	public static ImagePlus of(final ShownImage input, final int[] pictures,
		final List<ImageProcessor> processors, final String title) {
		return shownAs(input, pictures, 0, plain(input, pictures, processors, title));
	}

	/**
	 * What a filter makes of the input, of the type that is seen: where that is the input's own, it keeps
	 * display range, colour tables and the calibration of grey levels too.
	 */
	public static ImagePlus like(final ShownImage input, final int[] pictures,
		final List<ImageProcessor> processors, final String title) {
		if (input.isByChannel()) return allChannels(input, pictures, processors, title);
		final ImagePlus result = input.keepsType() ? sameKind(input, pictures, processors, title)
			: plain(input, pictures, processors, title);
		keepOverlay(input, pictures, result);
		return shownAs(input, pictures, 0, result);
	}

	/** A copy of pictures, with all channels and colours that the input has. */
	public static ImagePlus copy(final ShownImage input, final int[] pictures, final String title) {
		return allChannels(input, pictures, Arrays.stream(slices(input, pictures))
			.mapToObj(n -> input.image().getStack().getProcessor(n).duplicate()).toList(), title);
	}

	private static int[] slices(final ShownImage input, final int[] pictures) {
		return Arrays.stream(pictures).flatMap(n -> Arrays.stream(input.slices(n))).toArray();
	}

	/** @param processors one for each slice that the pictures are made of */
	private static ImagePlus allChannels(final ShownImage input, final int[] pictures,
		final List<ImageProcessor> processors, final String title) {
		final ImagePlus image = input.image();
		final int[] slices = slices(input, pictures);
		final ShownImage each = input.bySlices();
		final ImagePlus result = sameKind(each, slices, processors, title);
		keepOverlay(each, slices, result);
		return shownAs(input, pictures, image.convertIndexToPosition(image.getCurrentSlice())[0] - 1,
			result);
	}

	private static ImagePlus plain(final ShownImage input, final int[] pictures,
		final List<ImageProcessor> processors, final String title) {
		final ImagePlus image = input.image();
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		for (int i = 0; i < pictures.length; i++)
			stack.addSlice(input.label(pictures[i]), processors.get(i));
		final ImagePlus result = new ImagePlus(title, stack);
		final int[] dimensions = input.dimensions();
		if (isWhole(input, pictures)) {
			result.setDimensions(dimensions[0], dimensions[1], dimensions[2]);
			result
				.setOpenAsHyperStack(image.isHyperStack() || image.isComposite() && pictures.length > 1);
		}
		final Calibration calibration = image.getCalibration().copy();
		calibration.disableDensityCalibration();
		result.setCalibration(calibration);
		if (image.getRoi() != null) result.setRoi((Roi) image.getRoi().clone());
		return result;
	}

	private static boolean isWhole(final ShownImage input, final int[] pictures) {
		return pictures.length == input.count();
	}

	/** Of the input's type, table, range and calibration of grey levels. */
	private static ImagePlus sameKind(final ShownImage input, final int[] pictures,
		final List<ImageProcessor> processors, final String title) {
		final ImagePlus image = input.image();
		final boolean coloured = !image.isComposite() && PixelType.of(image) != PixelType.RGB;
		// Not by ImagePlus.setLut, which makes a single slice lose its label; nor the table of a threshold.
		if (coloured) processors.forEach(p -> p.setColorModel(image.getProcessor().getColorModel()));
		final ImagePlus plain = plain(input, pictures, processors, title);
		final ImagePlus result =
			image.isComposite() ? channels(plain, (CompositeImage) image, pictures) : plain;
		result.setCalibration(image.getCalibration().copy());
		if (coloured) result.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
		return result;
	}

	/** All channels of each position, or one that is taken out, in their colours and display ranges. */
	private static ImagePlus channels(final ImagePlus plain, final CompositeImage input,
		final int[] slices) {
		final int channels = input.getNChannels();
		final boolean all = channels > 1 && IntStream.of(slices)
			.map(slice -> input.convertIndexToPosition(slice)[0]).distinct().count() == channels;
		if (all) {
			if (slices.length < input.getStackSize())
				plain.setDimensions(channels, slices.length / channels, 1);
			return composite(plain, input);
		}
		final LUT lut = DisplayRange.lut(input, slices[0]);
		if (input.getMode() != CompositeImage.GRAYSCALE) {
			plain.getStack().setColorModel(lut);
			plain.getProcessor().setColorModel(lut);
		}
		plain.setDisplayRange(lut.min, lut.max);
		return plain;
	}

	/** Channels in the colours and the mode of others. */
	static ImagePlus composite(final ImagePlus plain, final CompositeImage input) {
		final CompositeImage composite = new CompositeImage(plain, input.getMode());
		composite.copyLuts(input);
		composite.setOpenAsHyperStack(true);
		if (plain.getRoi() != null) composite.setRoi(plain.getRoi());
		final String projection = input.getProp(ScreenRenderer.PROJECTION);
		if (projection != null) composite.setProp(ScreenRenderer.PROJECTION, projection);
		return composite;
	}

	/**
	 * Several planes of each picture, such as a map for each channel, as the channels of a hyperstack.
	 *
	 * @param labels one for each plane
	 * @param planes of the first picture, then of the next
	 */
	static ImagePlus planes(final ShownImage input, final int[] pictures, final List<String> labels,
		final List<ImageProcessor> planes, final String title) {
		final ImagePlus one = plain(input, pictures, planes.subList(0, pictures.length), title);
		final ImageStack stack = new ImageStack(one.getWidth(), one.getHeight());
		for (int i = 0; i < planes.size(); i++) {
			final String own = input.label(pictures[i / labels.size()]);
			final String label = labels.get(i % labels.size());
			stack.addSlice(own == null ? label : label + ", " + own, planes.get(i));
		}
		final int[] dimensions = isWhole(input, pictures) && input.dimensions()[0] == 1
			? input.dimensions() : new int[] { 1, 1, pictures.length };
		one.setStack(stack, labels.size(), dimensions[1], dimensions[2]);
		one.setOpenAsHyperStack(true);
		return one;
	}

	/** Of all pictures; where channels have become one, what lay on one of them lies on all. */
	private static void keepOverlay(final ShownImage input, final int[] pictures,
		final ImagePlus result) {
		final ImagePlus image = input.image();
		if (image.getOverlay() == null || !isWhole(input, pictures)) return;
		final Overlay overlay = image.getOverlay().duplicate();
		if (input.slices(1).length > 1) for (final Roi roi : overlay.toArray()) {
			final int[] at = image.convertIndexToPosition(Math.max(1, roi.getPosition()));
			if (roi.hasHyperStackPosition()) roi.setPosition(0, roi.getZPosition(), roi.getTPosition());
			else if (roi.getPosition() > 0) roi.setPosition(0, at[1], at[2]);
		}
		result.setOverlay(overlay);
	}

	/**
	 * Shows a selection with one picture of a {@link #copy} alone: in a hyperstack by channel, slice and
	 * frame; where channels lie over each other, with all of them.
	 *
	 * @param n which of the pictures, from 0
	 * @param count of the pictures; a single one shows it anywhere
	 */
	static void place(final Roi roi, final ImagePlus copy, final ShownImage input, final int n,
		final int count) {
		final int channels = input.slices(1).length;
		final int[] at = copy.convertIndexToPosition(n * channels + 1);
		if (count == 1) roi.setPosition(0);
		else if (isRow(copy)) roi.setPosition(n + 1);
		else roi.setPosition(channels > 1 ? 0 : at[0], at[1], at[2]);
	}

	/** Whether the slices of an image go in one direction only. */
	static boolean isRow(final ImagePlus image) {
		return !image.isComposite() &&
			IntStream.of(image.getNChannels(), image.getNSlices(), image.getNFrames())
				.filter(length -> length > 1).count() < 2;
	}

	/** Opens at the picture that the input shows. */
	private static ImagePlus shownAs(final ShownImage input, final int[] pictures, final int channel,
		final ImagePlus result) {
		final int each = result.getStackSize() / pictures.length;
		for (int n = 0; n < pictures.length; n++)
			if (pictures[n] == input.current() && result.getStackSize() > 1)
				result.setPosition(n * each + 1 + Math.min(channel, each - 1));
		return result;
	}

	/**
	 * The frames of an animation that begins with one picture of the input, of the type that is seen, shown as it.
	 *
	 * @param picture of the input, from 1
	 */
	public static ImagePlus frames(final ShownImage input, final int picture,
		final List<ImageProcessor> frames, final String title) {
		final int planes = input.planes();
		final ImagePlus first = like(input, new int[] { picture }, frames.subList(0, planes), title);
		final ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
		for (int i = 0; i < frames.size(); i++) {
			frames.get(i).setColorModel(first.getProcessor().getColorModel());
			stack.addSlice("frame " + (i / planes + 1), frames.get(i));
		}
		final double min = first.getDisplayRangeMin();
		final double max = first.getDisplayRangeMax();
		first.setStack(stack, planes, 1, frames.size() / planes);
		if (input.type() != PixelType.RGB && planes == 1) first.setDisplayRange(min, max);
		return first;
	}
}
