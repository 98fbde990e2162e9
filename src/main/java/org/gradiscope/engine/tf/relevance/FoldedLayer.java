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

package org.gradiscope.engine.tf.relevance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.PropagationKind;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A layer with weights and all that scales and shifts its channels behind it, as one: biases and batch
 * normalisations, fused or spelt out. To fold them is what the literature does; a batch normalisation on
 * its own would let relevance depend on how the same function happens to be written.
 */
final class FoldedLayer {

	private static final int KERNEL = 1;

	private final RelevancePath path;
	private final Ops tf;
	private final GraphOperation weighed;
	private final long channels;
	private final AffineTransform affine;
	private GraphOperation end;

	FoldedLayer(final RelevancePath path, final Ops tf, final GraphOperation weighed) {
		this.path = path;
		this.tf = tf;
		this.weighed = weighed;
		end = weighed;
		channels =
			isTransposed() ? weighed.input(KERNEL).shape().get(-2) : weighed.output(0).shape().get(-1);
		affine = new AffineTransform(tf, tf.constant(1f), tf.constant(0f));
		while (extended());
	}

	/** Whether the kernel's last axis are the channels that come in. */
	private boolean isTransposed() {
		return Op.of(weighed) == Op.Conv2DBackpropInput || Op.of(weighed) == Op.Conv3DBackpropInputV2;
	}

	/** Takes the next operation in. */
	private boolean extended() {
		final Optional<GraphOperation> next = path.onlyUser(end);
		if (next.isEmpty() || !isFolded(next.get())) return false;
		affine.then(next.get(), path);
		end = next.get();
		return true;
	}

	private boolean isFolded(final GraphOperation next) {
		final Op op = Op.of(next);
		if (op != Op.Identity && !op.is(OpTrait.AFFINE) || path.kind(next) == PropagationKind.UNKNOWN ||
			!isChannelsLast(weighed) || !isChannelsLast(next)) return false;
		for (int i = 0; i < next.numInputs(); i++)
			if (path.has(next.input(i)) ? !next.input(i).op().equals(end)
				: !isPerChannel(next.input(i).shape())) return false;
		return path.inputs(next).size() == 1;
	}

	private static boolean isUsual(final GraphOperation operation) {
		return operation.attributes().getAttrString("data_format").equals("NHWC");
	}

	private static boolean isChannelsLast(final GraphOperation operation) {
		return switch (Op.of(operation)) {
			case Conv2D, DepthwiseConv2dNative, BiasAdd, FusedBatchNormV3 -> isUsual(operation);
			default -> Op.of(operation) != Op.Conv2DBackpropInput || isUsual(operation);
		};
	}

	/** One number, or one per channel along the last axis. */
	private boolean isPerChannel(final Shape shape) {
		for (int axis = 0; axis < shape.numDimensions() - 1; axis++)
			if (shape.get(axis) != 1) return false;
		return shape.numDimensions() == 0 ||
			shape.numDimensions() > 0 && (shape.get(-1) == 1 || shape.get(-1) == channels);
	}

	/** The same operation on another input, with another kernel. */
	List<Operand<?>> inputs(final Operand<TFloat32> x, final Operand<TFloat32> kernel) {
		final List<Operand<?>> inputs = new ArrayList<>(GraphOperations.inputs(weighed));
		inputs.set(KERNEL, kernel);
		inputs.set(Op.of(weighed).linearIn().place(), x);
		return inputs;
	}

	GraphOperation weighed() {
		return weighed;
	}

	GraphOperation end() {
		return end;
	}

	Output<?> input() {
		return weighed.input(Op.of(weighed).linearIn().place());
	}

	/** Whether nothing is left of it below zero. */
	boolean isRectified() {
		return path.onlyUser(end).filter(user -> Op.of(user).reluGradient() != null).isPresent();
	}

	/** Whether it is a matrix, applied at one place. */
	boolean isDense() {
		final Shape shape = input().shape();
		return Op.of(weighed) == Op.MatMul || Op.of(weighed) == Op.Conv2D && isChannelsLast(weighed) &&
			shape.numDimensions() == 4 && shape.get(1) == 1 && shape.get(2) == 1;
	}

	/** The weights, everything folded in. */
	Operand<TFloat32> kernel() {
		final Operand<TFloat32> kernel = GraphOperations.floats(weighed.input(KERNEL));
		if (end.equals(weighed)) return kernel;
		final Operand<TFloat32> factor =
			tf.broadcastTo(tf.reshape(affine.factor(), tf.constant(new int[] { -1 })),
				tf.constant(new long[] { channels }));
		final boolean rows = isTransposed() ||
			Op.of(weighed) == Op.MatMul && weighed.attributes().getAttrBool("transpose_b");
		if (rows) return tf.math.mul(kernel, tf.reshape(factor, tf.constant(new int[] { -1, 1 })));
		if (Op.of(weighed) != Op.DepthwiseConv2dNative) return tf.math.mul(kernel, factor);
		final Shape shape = weighed.input(KERNEL).shape();
		return tf.math.mul(kernel,
			tf.reshape(factor, tf.constant(new long[] { shape.get(2), shape.get(3) })));
	}

	/** The bias, everything folded in; broadcast along the channels. */
	Operand<TFloat32> bias() {
		return affine.shift();
	}
}
