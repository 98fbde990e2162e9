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

package org.gradiscope.visualization.fooling;

import java.util.List;

/**
 * A compositional pattern-producing network (Stanley 2007, "Compositional pattern producing networks:
 * A novel abstraction of development"): each node applies a function to the weighted sum of nodes
 * before it, so a function of the position comes out that is regular in many ways.
 * <p>
 * Nodes are numbered in an order in which they can be computed: the {@value #INPUTS} inputs x, y,
 * distance to the centre and 1; then the inner ones; the outputs last.
 * </p>
 *
 * @param functions of the nodes that are no inputs
 * @param outputs how many of them, the last, are outputs
 * @param connections at most one from a node to another
 */
record Cppn(List<CppnActivation> functions, int outputs, List<Connection> connections) {

	static final int INPUTS = 4;

	/**
	 * From a node to a later one.
	 *
	 * @param from no output
	 * @param to no input, over {@code from}
	 */
	record Connection(int from, int to, double weight) {

		Connection withWeight(final double newWeight) {
			return new Connection(from, to, newWeight);
		}
	}

	/** @throws IllegalArgumentException if a connection does not lead from a node to a later one */
	Cppn {
		functions = List.copyOf(functions);
		connections = List.copyOf(connections);
		final int size = INPUTS + functions.size();
		for (final Connection c : connections)
			if (c.from() < 0 || c.from() >= Math.min(c.to(), size - outputs) || c.to() < INPUTS ||
				c.to() >= size)
				throw new IllegalArgumentException("A connection leads from one of the " +
					(size - outputs) + " nodes before the outputs to a later one of the " + size +
					", no input, but " + c + " was given.");
	}

	/** The number of nodes. */
	int size() {
		return INPUTS + functions.size();
	}

	/** What it gives at a position. Evaluators are for one thread. */
	Evaluator evaluator() {
		return new Evaluator(this);
	}

	/** The connections in arrays, since a picture has many positions. */
	static final class Evaluator {

		private final CppnActivation[] functions;
		private final int[][] from;
		private final double[][] weights;
		private final double[] values;
		private final double[] results;

		private Evaluator(final Cppn network) {
			functions = network.functions.toArray(new CppnActivation[0]);
			from = new int[functions.length][];
			weights = new double[functions.length][];
			for (int n = 0; n < functions.length; n++) {
				final int node = INPUTS + n;
				final List<Connection> into =
					network.connections.stream().filter(c -> c.to() == node).toList();
				from[n] = into.stream().mapToInt(Connection::from).toArray();
				weights[n] = into.stream().mapToDouble(Connection::weight).toArray();
			}
			values = new double[network.size()];
			results = new double[network.outputs];
		}

		/**
		 * @param x to the right of the centre
		 * @param y below the centre
		 * @return the outputs, in an array that the next call fills anew
		 */
		double[] at(final double x, final double y) {
			values[0] = x;
			values[1] = y;
			values[2] = Math.sqrt(x * x + y * y);
			values[3] = 1;
			for (int n = 0; n < functions.length; n++) {
				double sum = 0;
				for (int i = 0; i < from[n].length; i++)
					sum += weights[n][i] * values[from[n][i]];
				values[INPUTS + n] = functions[n].of(sum);
			}
			System.arraycopy(values, values.length - results.length, results, 0, results.length);
			return results;
		}
	}

	/** The functions of a CPPN's nodes, those of Nguyen et al. 2015. */
	enum CppnActivation {

		/** {@code sin v}. */
		SINE,
		/** {@code 2 / (1 + e^-v) - 1}, in -1..1. */
		SIGMOID,
		/** {@code e^(-v^2)}. */
		GAUSSIAN,
		/** {@code v}. */
		LINEAR;

		double of(final double v) {
			return switch (this) {
				case SINE -> Math.sin(v);
				case SIGMOID -> 2 / (1 + Math.exp(-v)) - 1;
				case GAUSSIAN -> Math.exp(-v * v);
				case LINEAR -> v;
			};
		}
	}
}
