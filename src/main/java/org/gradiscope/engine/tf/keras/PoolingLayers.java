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

import java.util.List;
import java.util.stream.LongStream;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Pools over windows and over all places, from one to three axes. */
final class PoolingLayers {

	/** TensorFlow Java would make the window a tensor, which says less. */
	private static final String MAX_POOL = "MaxPool";

	private PoolingLayers() {}

	static LayerBuilder max(final int axes) {
		return LayerBuilder.of(call -> pooled(call, axes, PoolingLayers::maxPool));
	}

	static LayerBuilder average(final int axes) {
		return LayerBuilder.of(call -> pooled(call, axes, PoolingLayers::avgPool));
	}

	@FunctionalInterface
	private interface Pool {

		Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, LayerWindows windows);
	}

	/** A series is an image of one row. */
	private static Operand<TFloat32> pooled(final LayerCall call, final int axes, final Pool pool) {
		final LayerWindows windows = LayerWindows.ofPooling(call.config(), axes);
		final Operand<TFloat32> x = call.input(axes + 2);
		final Ops tf = call.tf();
		return axes > 1 ? pool.of(tf, x, windows)
			: KerasShapes.squeezed(tf, pool.of(tf, KerasShapes.expanded(tf, x, 1), windows.ofRow()), 1);
	}

	private static Operand<TFloat32> maxPool(final Ops tf, final Operand<TFloat32> x,
		final LayerWindows windows) {
		final List<Long> size = LayerWindows.ofAll(windows.size());
		final List<Long> strides = LayerWindows.ofAll(windows.strides());
		if (size.size() == 5) return tf.nn.maxPool3d(x, size, strides, windows.paddingOfTensorFlow());
		return tf.scope().opBuilder(MAX_POOL, MAX_POOL).addInput(x.asOutput())
			.setAttr("ksize", array(size)).setAttr("strides", array(strides))
			.setAttr("padding", windows.paddingOfTensorFlow()).build().output(0);
	}

	private static long[] array(final List<Long> numbers) {
		return numbers.stream().mapToLong(Long::longValue).toArray();
	}

	private static Operand<TFloat32> avgPool(final Ops tf, final Operand<TFloat32> x,
		final LayerWindows windows) {
		final List<Long> size = LayerWindows.ofAll(windows.size());
		final List<Long> strides = LayerWindows.ofAll(windows.strides());
		return size.size() == 5 ? tf.nn.avgPool3d(x, size, strides, windows.paddingOfTensorFlow())
			: tf.nn.avgPool(x, size, strides, windows.paddingOfTensorFlow());
	}

	/** Over all places. */
	static LayerBuilder global(final int axes, final KerasReduction reduction) {
		return LayerBuilder.of(call -> {
			call.config().requireChannelsLast();
			return reduction.of(call.tf(), call.input(axes + 2),
				LongStream.rangeClosed(1, axes).boxed().toList(), call.config().flag("keepdims", false));
		});
	}
}
