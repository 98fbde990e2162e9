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

package org.gradiscope.engine.tf.inspect;

import java.util.Optional;

import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;

/** How scores become probabilities at the end of a graph. */
final class OutputActivation {

	private OutputActivation() {}

	/**
	 * Where the scores were squashed.
	 *
	 * @param name {@code softmax} or {@code sigmoid}
	 * @param scores the number of the operation whose first output was squashed
	 */
	record Squash(String name, int scores) {}

	/** What squashed the scores on the way to an output; none if nothing did. */
	static Optional<Squash> before(final GraphTopology topology, final int output) {
		final int end = end(topology, output);
		return switch (topology.op(end)) {
			case Softmax, LogSoftmax -> squash(topology, end, "softmax");
			case Sigmoid -> squash(topology, end, "sigmoid");
			case RealDiv, Div -> spelledOut(topology, end);
			default -> Optional.empty();
		};
	}

	/** The last operation that changes a number. */
	private static int end(final GraphTopology topology, final int output) {
		int end = output;
		while (isPassing(topology, end))
			end = topology.inputs(end)[0];
		return end;
	}

	/** Whether an output is the logarithms of probabilities; these are scores, too: their softmax is the same. */
	static boolean isLogSoftmax(final GraphTopology topology, final int output) {
		return topology.op(end(topology, output)) == Op.LogSoftmax;
	}

	static boolean isSoftmax(final GraphTopology topology, final int output) {
		return before(topology, output).filter(squash -> squash.name().equals("softmax")).isPresent();
	}

	private static boolean isPassing(final GraphTopology topology, final int number) {
		final boolean same = switch (topology.op(number)) {
			case Cast, IdentityN -> true;
			default -> topology.op(number).is(OpTrait.SAME_NUMBERS);
		};
		return same && takesFirst(topology, number);
	}

	/** Whether what a node takes first is a first output too. */
	static boolean takesFirst(final GraphTopology topology, final int number) {
		return topology.inputs(number).length > 0 && Edge.port(topology.node(number).getInput(0)) == 0;
	}

	private static Optional<Squash> squash(final GraphTopology topology, final int number,
		final String name) {
		return takesFirst(topology, number) ? Optional.of(new Squash(name, topology.inputs(number)[0]))
			: Optional.empty();
	}

	/** Keras' softmax over other axes: exp(x - max(x)) over its sum. */
	private static Optional<Squash> spelledOut(final GraphTopology topology, final int quotient) {
		final int[] terms = topology.inputs(quotient);
		if (terms.length != 2 || !is(topology, terms[0], Op.Exp) || !is(topology, terms[1], Op.Sum) ||
			topology.inputs(terms[1])[0] != terms[0]) return Optional.empty();
		final int exponent = topology.inputs(terms[0])[0];
		final boolean shifted =
			is(topology, exponent, Op.Sub) && is(topology, topology.inputs(exponent)[1], Op.Max);
		return squash(topology, shifted ? exponent : terms[0], "softmax");
	}

	/** Whether it is such an operation, with all its inputs. */
	private static boolean is(final GraphTopology topology, final int number, final Op op) {
		return topology.op(number) == op && topology.inputs(number).length >= (op == Op.Exp ? 1 : 2);
	}
}
