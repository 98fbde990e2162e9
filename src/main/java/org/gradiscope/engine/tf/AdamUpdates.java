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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma &amp; Ba 2014, beta 0.9 and 0.999) with decoupled weight decay of the kernels
 * (Loshchilov &amp; Hutter 2017), as operations of a graph.
 */
final class AdamUpdates {

	private final Ops tf;
	private final TrainingVariables variables;
	private final Operand<TFloat32> stepSize;
	private final Operand<TFloat32> decay;
	private final Operand<TFloat32> beta1;
	private final Operand<TFloat32> beta2;

	AdamUpdates(final Ops tf, final TrainingVariables variables, final Operand<TFloat32> stepSize,
		final double weightDecay) {
		this.tf = tf;
		this.variables = variables;
		this.stepSize = stepSize;
		decay = tf.math.mul(stepSize, tf.constant((float) weightDecay));
		beta1 = tf.constant(0.9f);
		beta2 = tf.constant(0.999f);
	}

	/**
	 * The operations of one step down {@code loss}. No weight moves before all gradients are there: some
	 * of them are taken with weights of other layers.
	 */
	@SuppressWarnings("unchecked")
	List<Op> minimize(final Graph graph, final Operand<TFloat32> loss) {
		final List<Variable<TFloat32>> weights = variables.weights();
		final Output<?>[] gradients = graph.addGradients(loss.asOutput(),
			weights.stream().map(Variable::asOutput).toArray(Output<?>[]::new));
		final Variable<TFloat32> power1 = variables.state(Shape.scalar(), 0.9f);
		final Variable<TFloat32> power2 = variables.state(Shape.scalar(), 0.999f);
		final List<Op> ready = new ArrayList<>();
		for (final Output<?> gradient : gradients)
			ready.add(tf.identity(gradient));
		final Ops gated = tf.withControlDependencies(ready);
		final List<Op> updates = new ArrayList<>();
		for (int i = 0; i < gradients.length; i++)
			updates.add(move(gated, weights.get(i), (Output<TFloat32>) gradients[i], power1, power2));
		final Ops afterwards = tf.withControlDependencies(List.copyOf(updates));
		updates.add(afterwards.assign(power1, afterwards.math.mul(power1, beta1)));
		updates.add(afterwards.assign(power2, afterwards.math.mul(power2, beta2)));
		return updates;
	}

	private Op move(final Ops gated, final Variable<TFloat32> weight,
		final Operand<TFloat32> gradient, final Operand<TFloat32> power1,
		final Operand<TFloat32> power2) {
		final Shape shape = weight.shape();
		final Op moved =
			gated.train.applyAdam(weight, variables.state(shape, 0), variables.state(shape, 0), power1,
				power2, stepSize, beta1, beta2, tf.constant(1e-8f), gradient);
		if (shape.numDimensions() < 2) return moved;
		final Ops afterwards = tf.withControlDependencies(List.of(moved));
		return afterwards.assignSub(weight, afterwards.math.mul(weight, decay));
	}
}
