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

package org.gradiscope.model;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The image sizes that a network takes: one size, to which every image is resized, or any from a
 * smallest one up. The rows of a time series are its features, and there are always as many. A volume has
 * a depth too.
 *
 * @param fixed whether it is one size
 * @param height in pixels: the size, or the smallest; of a time series the number of features
 * @param width in pixels: the size, or the smallest; of a time series that of the time
 * @param series whether an image is a time series: its width the time, its height the features
 * @param stepDown in pixels: the height is the smallest and any number of such steps; 1: any height
 * @param stepRight the same of the width
 * @param depth in planes: the size, or the smallest; 0 of pictures, which have none
 */
public record InputSize(boolean fixed, int height, int width, boolean series, int stepDown,
	int stepRight, int depth) {

	/** @throws IllegalArgumentException if a side or a step is under 1 */
	public InputSize {
		if (stepDown < 1 || stepRight < 1)
			throw new IllegalArgumentException("A size has steps of at least 1 pixel, but " + stepDown +
				" and " + stepRight + " were given.");
		if (height < 1 || width < 1 || depth < 0) throw new IllegalArgumentException(
			"An input has at least 1x1 pixels, but " + height + "x" + width + " was given.");
	}

	/** Of any side from the smallest one up. */
	public InputSize(final boolean fixed, final int height, final int width, final boolean series) {
		this(fixed, height, width, series, 1, 1, 0);
	}

	/** Of pictures. */
	public InputSize(final boolean fixed, final int height, final int width) {
		this(fixed, height, width, false);
	}

	/** Every image is resized to this size. */
	public static InputSize fixed(final int height, final int width) {
		return new InputSize(true, height, width);
	}

	/** Images keep their own size, which is at least this. */
	public static InputSize atLeast(final int height, final int width) {
		return new InputSize(false, height, width);
	}

	/** The same in steps from the smallest one up. */
	public InputSize inSteps(final int down, final int right) {
		return new InputSize(fixed, height, width, series, down, right, depth);
	}

	public boolean isInSteps() {
		return stepDown > 1 || stepRight > 1;
	}

	/**
	 * The next height and width that are a whole number of steps from the smallest; of any step, and of
	 * volumes, the image's own.
	 *
	 * @param image its height and width, of a volume the depth before them
	 */
	public int[] next(final int... image) {
		if (isVolume()) return image;
		return new int[] { next(image[0], height, stepDown), next(image[1], width, stepRight) };
	}

	private int next(final int length, final int least, final int step) {
		if (!isInSteps()) return length;
		return Math.max(0, (length - least + step - 1) / step) * step + least;
	}

	/** Of volumes, that is of z-stacks. */
	public static InputSize ofVolume(final boolean fixed, final int depth, final int height,
		final int width) {
		return new InputSize(fixed, height, width, false, 1, 1, depth);
	}

	/** Whether images are volumes. */
	public boolean isVolume() {
		return depth > 0;
	}

	/** Height and width, of volumes the depth before them. */
	public int[] sides() {
		return isVolume() ? new int[] { depth, height, width } : new int[] { height, width };
	}

	/**
	 * Whether an image of this size can be given.
	 *
	 * @param image its height and width, of a volume the depth before them
	 */
	public boolean takes(final int... image) {
		final int[] least = sides();
		if (image.length != least.length || series && image[0] != height) return false;
		return fixed || IntStream.range(0, least.length).allMatch(i -> image[i] >= least[i]);
	}

	/** Width by height, and by depth where there is one, as ImageJ writes sizes. */
	public static String text(final int... sides) {
		return IntStream.rangeClosed(1, sides.length)
			.mapToObj(i -> Integer.toString(sides[sides.length - i])).collect(Collectors.joining("x"));
	}

	/** Width by height, and by depth where there is one, as ImageJ writes sizes. */
	@Override
	public String toString() {
		if (series) return "a time series of " + height + " features " +
			(fixed ? "resized to " : "from ") + width + " time points" + (fixed ? "" : " up");
		return (isVolume() ? "volumes " : "") + (fixed ? "resized to " : "from ") + text(sides()) +
			(isInSteps() ? " in steps of " + stepRight + "x" + stepDown : "");
	}
}
