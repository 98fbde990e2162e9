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

import java.util.List;

/**
 * A layer that can be looked at.
 *
 * @param name as a person would call it
 * @param tensor the operation in the graph whose first output holds the activations
 * @param operation what it does, in TensorFlow's words, for example {@code Conv2D} or {@code Relu6}
 * @param shape of one image's activations as {@code [h, w, c]}, of volumes {@code [d, h, w, c]}, or
 *          {@code [c]}; -1 where it depends on the image's size
 * @param stride how many pixels of the input lie between two neighbouring positions; 0 without
 *          positions
 * @param receptiveField the side of the square of input pixels that one position sees; 0 where it sees
 *          all of them
 * @param parameters the number of weights from the layer before to this one
 * @param anySize whether it can be computed from images of any size, whatever the network's own is
 * @param start where the middle of what the first position sees lies, in pixels of the input from its
 *          border, where 0.5 is the middle of the first pixel; NaN where it is not known
 */
public record Layer(String name, String tensor, String operation, List<Integer> shape, int stride,
	int receptiveField, long parameters, boolean anySize, double start) {

	public Layer {
		shape = List.copyOf(shape);
	}

	/** Where its first position lies is not known. */
	public Layer(final String name, final String tensor, final String operation,
		final List<Integer> shape, final int stride, final int receptiveField, final long parameters,
		final boolean anySize) {
		this(name, tensor, operation, shape, stride, receptiveField, parameters, anySize, Double.NaN);
	}

	/** Positions at a stride; nothing else is known. */
	public Layer(final String name, final String tensor, final int channels, final int stride) {
		this(name, tensor, "", List.of(-1, -1, channels), stride, 0, 0, true);
	}

	/** The number of channels; -1 where it is not known before the network runs. */
	public int channels() {
		return shape.isEmpty() ? -1 : shape.get(shape.size() - 1);
	}

	/**
	 * Whether it is a pooling that leaves 2x2 positions of an image or less.
	 *
	 * @param height of the image, in pixels
	 * @param width of the image, in pixels
	 */
	boolean isCoarsePooling(final int height, final int width) {
		return operation.contains("Pool") && positions(0, height) <= 2 && positions(1, width) <= 2;
	}

	private int positions(final int axis, final int pixels) {
		final int stated = shape.get(axis);
		return stated >= 0 ? stated : pixels / Math.max(1, stride);
	}

	/** Whether it has positions: more than the one that is left after a mean over all. */
	public boolean isSpatial() {
		return shape.size() >= 3 &&
			shape.subList(0, shape.size() - 1).stream().anyMatch(side -> side != 1);
	}
}
