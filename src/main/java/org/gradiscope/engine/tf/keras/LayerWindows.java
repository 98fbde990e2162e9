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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How a layer goes over the places of its input.
 *
 * @param size of the window along each axis
 * @param strides from one place to the next
 * @param dilation from one number of the kernel to the next
 * @param padding {@code valid}, {@code same} or {@code causal}
 */
record LayerWindows(List<Long> size, List<Long> strides, List<Long> dilation, String padding) {

	/** Of a convolution over so many axes. */
	static LayerWindows ofConvolution(final LayerConfig config, final int axes) {
		config.requireChannelsLast();
		return new LayerWindows(config.sizes("kernel_size", axes), config.sizes("strides", axes, 1),
			config.sizes("dilation_rate", axes, 1), padding(config));
	}

	/** Of a pooling over so many axes. */
	static LayerWindows ofPooling(final LayerConfig config, final int axes) {
		config.requireChannelsLast();
		final List<Long> size = config.sizes("pool_size", axes, 2);
		return new LayerWindows(size, config.has("strides") ? config.sizes("strides", axes) : size,
			Collections.nCopies(axes, 1L), padding(config));
	}

	private static String padding(final LayerConfig config) {
		final String padding = config.text("padding", "valid");
		if (!List.of("valid", "same", "causal").contains(padding)) throw config.mistaken("padding");
		return padding;
	}

	boolean isDilated() {
		return dilation.stream().anyMatch(rate -> rate > 1);
	}

	boolean isStrided() {
		return strides.stream().anyMatch(stride -> stride > 1);
	}

	/** As TensorFlow writes it. */
	String paddingOfTensorFlow() {
		return padding.equals("same") ? "SAME" : "VALID";
	}

	/** How many places one window covers along an axis. */
	long covered(final int axis) {
		return (size.get(axis) - 1) * dilation.get(axis) + 1;
	}

	/** The input with the zeros before its first time point that a causal convolution takes. */
	Operand<TFloat32> padded(final Ops tf, final Operand<TFloat32> x) {
		if (!padding.equals("causal")) return x;
		final int before = Math.toIntExact(covered(0) - 1);
		final int[][] pads = new int[KerasShapes.axes(x)][2];
		pads[1][0] = before;
		return tf.pad(x, tf.constant(pads), tf.constant(0f));
	}

	/** With a first axis over which nothing is done, as series are images of one row. */
	LayerWindows ofRow() {
		return new LayerWindows(withFirst(size, 1L), withFirst(strides, 1L), withFirst(dilation, 1L),
			padding);
	}

	/** The same without dilation. */
	LayerWindows dense() {
		return new LayerWindows(size, strides, Collections.nCopies(size.size(), 1L), "valid");
	}

	private static List<Long> withFirst(final List<Long> numbers, final long first) {
		final List<Long> all = new ArrayList<>(List.of(first));
		all.addAll(numbers);
		return all;
	}

	/** For all axes of a tensor: 1 for those of the batch and the channels. */
	static List<Long> ofAll(final List<Long> numbers) {
		final List<Long> all = withFirst(numbers, 1L);
		all.add(1L);
		return all;
	}
}
