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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The variables of a network in training and of its optimizer. */
final class TrainingVariables {

	private final Ops tf;
	private final SplittableRandom random;
	private final Map<String, Variable<TFloat32>> weights = new LinkedHashMap<>();
	private final List<Op> initializers = new ArrayList<>();

	TrainingVariables(final Ops tf, final long seed) {
		this.tf = tf;
		this.random = new SplittableRandom(seed);
	}

	/** A weight that starts normal with the variance 2 / inputs (He et al. 2015). */
	Variable<TFloat32> kernel(final String name, final Shape shape, final int inputs) {
		final Tensor initial = Tensor.zeros(shape);
		for (int i = 0; i < initial.size(); i++)
			initial.data()[i] = (float) (Gaussian.next(random) * Math.sqrt(2.0 / inputs));
		return weight(name, initial);
	}

	/** A weight that starts at 0. */
	Variable<TFloat32> bias(final String name, final int count) {
		return weight(name, Tensor.zeros(Shape.of(count)));
	}

	private Variable<TFloat32> weight(final String name, final Tensor initial) {
		final Variable<TFloat32> weight =
			tf.withName(name).variable(Tensors.nativeShape(initial.shape()), TFloat32.class);
		try (TFloat32 values = Tensors.toNative(initial)) {
			initializers.add(tf.assign(weight, tf.constantOf(values)));
		}
		weights.put(name, weight);
		return weight;
	}

	/** A variable that is no weight, everywhere {@code initial}. */
	Variable<TFloat32> state(final org.tensorflow.ndarray.Shape shape, final float initial) {
		final Variable<TFloat32> state = tf.variable(shape, TFloat32.class);
		final Operand<TFloat32> values = tf.fill(tf.constant(shape.asArray()), tf.constant(initial));
		initializers.add(tf.assign(state, values));
		return state;
	}

	List<Variable<TFloat32>> weights() {
		return List.copyOf(weights.values());
	}

	void initialize(final Session session) {
		final Session.Runner runner = session.runner();
		initializers.forEach(runner::addTarget);
		runner.run().close();
	}

	/** The weights as they now stand, by name. */
	Map<String, Tensor> values(final Session session) {
		final Session.Runner runner = session.runner();
		weights.keySet().forEach(runner::fetch);
		final Map<String, Tensor> values = new LinkedHashMap<>();
		try (Result result = runner.run()) {
			for (final String name : weights.keySet())
				values.put(name, Tensors.fromNative(result.get(values.size())));
		}
		return values;
	}
}
