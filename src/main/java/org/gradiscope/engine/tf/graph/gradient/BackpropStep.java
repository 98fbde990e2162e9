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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * One operation on the way back.
 *
 * @param tf where to add what it takes
 * @param output which of the operation's outputs the gradient comes from
 * @param upstream the gradient with respect to that output
 */
record BackpropStep(Ops tf, GraphOperation operation, int output, Operand<TFloat32> upstream) {

	/** An operation that lets no gradient pass. */
	static EngineException refusal(final GraphOperation operation, final String where) {
		return new EngineException("The network cannot run backwards: there is no gradient for the " +
			"operation " + operation.type() + where + " of the layer '" + operation.name() + "'.");
	}

	Operand<TFloat32> input(final int place) {
		return GraphOperations.floats(operation.input(place));
	}

	/** An input of any type. */
	<T extends TType> Operand<T> given(final int place) {
		return operation.input(place).op().<T>output(operation.input(place).index());
	}

	Operand<TFloat32> result() {
		return operation.<TFloat32>output(output);
	}

	List<Long> numbers(final String attribute) {
		return Arrays.stream(operation.attributes().getAttrIntList(attribute)).boxed().toList();
	}

	/** The operation's own attributes, handed on to one of another type. */
	Operand<TFloat32> add(final String type, final List<? extends Operand<?>> inputs,
		final String... attributes) {
		final OperationBuilder builder = builder(type, inputs);
		for (final String name : attributes)
			builder.setAttr(name, operation.attributes().getAttrValueProto(name));
		return builder.build().<TFloat32>output(0);
	}

	OperationBuilder builder(final String type, final List<? extends Operand<?>> inputs) {
		final OperationBuilder builder = tf.scope().opBuilder(type, type);
		inputs.forEach(input -> builder.addInput(input.asOutput()));
		return builder;
	}

	/**
	 * The gradient through something else that gives the same, or that rises in the same way.
	 *
	 * @param same from the operation's inputs, of which the one at {@code place} is a copy
	 */
	Operand<TFloat32> through(final int place,
		final Function<List<Operand<?>>, Operand<TFloat32>> same) {
		final List<Operand<?>> inputs = new ArrayList<>(GraphOperations.inputs(operation));
		final Operand<TFloat32> copy = tf.identity(input(place));
		inputs.set(place, copy);
		return GraphOperations
			.floats(Differentiation.add(operation.env(), List.of(same.apply(inputs).asOutput()),
				List.of(copy.asOutput()), List.of(upstream.asOutput())).get(0));
	}

	/**
	 * The gradient of what is broadcast, by its derivative at each place.
	 *
	 * @param partial of the shape of what the operation gives, or one that is broadcast to it
	 */
	Operand<TFloat32> broadcast(final int place, final Operand<TFloat32> partial) {
		return through(place, inputs -> {
			final Operand<TFloat32> input = GraphOperations.floats(inputs.get(place).asOutput());
			// All shapes have a say in that of the sum.
			final Operand<TFloat32> whole = tf.zerosLike(result());
			return tf.math.add(tf.math.mul(input, tf.stopGradient(partial)), tf.stopGradient(whole));
		});
	}
}
