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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.gradiscope.engine.tf.graph.gradient.OperationNodes;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The few words in which rules are written, as operations of a graph. */
final class RelevanceMath {

	final Graph graph;
	final Ops tf;
	private final boolean stabilized;

	/** @param stabilized whether quotients are kept finite by a small number; else they are 0 over 0 */
	RelevanceMath(final Graph graph, final Ops tf, final boolean stabilized) {
		this.graph = graph;
		this.tf = tf;
		this.stabilized = stabilized;
	}

	/** {@code r / (z + e sign(z))}, where the sign of 0 is 1. */
	Operand<TFloat32> quotient(final Operand<TFloat32> r, final Operand<TFloat32> z) {
		if (!stabilized) return tf.math.divNoNan(r, z);
		final Operand<TFloat32> e = tf.constant(RelevanceRules.STABILIZER);
		return tf.math.div(r,
			tf.select(tf.math.greaterEqual(z, tf.zerosLike(z)), tf.math.add(z, e), tf.math.sub(z, e)));
	}

	/** {@code s} back through all that lies between {@code z} and each {@code x}, transposed. */
	List<Operand<TFloat32>> transposed(final Operand<TFloat32> z, final List<Operand<TFloat32>> x,
		final Operand<TFloat32> s) {
		return gradients(List.of(z.asOutput()), x.stream().<Output<?>>map(Operand::asOutput).toList(),
			List.of(s));
	}

	List<Operand<TFloat32>> gradients(final List<Output<?>> of, final List<Output<?>> with,
		final List<Operand<TFloat32>> weights) {
		return Differentiation
			.add(graph, of, with, weights.stream().<Output<?>>map(Operand::asOutput).toList()).stream()
			.map(GraphOperations::floats).toList();
	}

	Operand<TFloat32> times(final Operand<TFloat32> a, final Operand<TFloat32> b) {
		return tf.math.mul(a, b);
	}

	Operand<TFloat32> sum(final List<Operand<TFloat32>> terms) {
		return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
	}

	/** Over all axes. */
	Operand<TFloat32> total(final Operand<TFloat32> of) {
		return tf.reduceSum(tf.reshape(of, tf.constant(new int[] { -1 })), tf.constant(0));
	}

	Operand<TFloat32> positive(final Operand<TFloat32> of) {
		return tf.math.maximum(of, tf.constant(0f));
	}

	Operand<TFloat32> negative(final Operand<TFloat32> of) {
		return tf.math.minimum(of, tf.constant(0f));
	}

	/** {@code of + g part}. */
	Operand<TFloat32> favoured(final Operand<TFloat32> of, final Operand<TFloat32> part) {
		return tf.math.add(of, tf.math.mul(part, tf.constant(RelevanceRules.FAVOUR)));
	}

	/**
	 * {@code s} back from one output of an operation to each of these inputs, as if none of them came from another.
	 */
	List<Operand<TFloat32>> back(final Output<?> output, final List<Output<?>> inputs,
		final Operand<TFloat32> s) {
		if (inputs.size() == 1) return gradients(List.of(output), inputs, List.of(s));
		final GraphOperation operation = (GraphOperation) output.op();
		final Map<Output<?>, Operand<TFloat32>> cut = new LinkedHashMap<>();
		inputs.forEach(input -> cut.put(input, tf.identity(GraphOperations.floats(input))));
		final List<Operand<?>> all = new ArrayList<>();
		for (final Output<?> input : GraphOperations.inputs(operation))
			all.add(cut.containsKey(input) ? cut.get(input) : input);
		return transposed(copied(operation, all, output.index()), List.copyOf(cut.values()), s);
	}

	/** {@code s} back from some outputs of an operation to each of these inputs. */
	List<Operand<TFloat32>> routed(final List<Output<?>> outputs, final List<Output<?>> inputs,
		final List<Operand<TFloat32>> s) {
		return outputs.size() == 1 ? back(outputs.get(0), inputs, s.get(0))
			: gradients(outputs, inputs, s);
	}

	/** The same operation on other inputs. */
	Operand<TFloat32> copied(final GraphOperation operation, final List<? extends Operand<?>> inputs,
		final int output) {
		return OperationNodes.copy(graph, tf.scope(), operation,
			inputs.stream().<Output<?>>map(Operand::asOutput).toList()).output(output);
	}
}
