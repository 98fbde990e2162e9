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
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/**
 * Adds gradients to graphs, in place of {@link Graph#addGradients}: by TensorFlow's own code where that
 * is right, and by a {@link GradientRule} where it isn't or where there is none.
 */
public final class Differentiation {

	private Differentiation() {}

	/**
	 * The gradient of the sum of {@code of}.
	 *
	 * @throws EngineException if an operation between them lets no gradient pass, by its name
	 */
	public static Output<?> add(final Graph graph, final Output<?> of, final Output<?> by) {
		return add(graph, List.of(of), List.of(by), List.of()).get(0);
	}

	/**
	 * The gradient of {@code sum(weights * of)}, with respect to each of {@code by}.
	 *
	 * @param weights one for each of {@code of}; ones if there are none
	 * @throws EngineException if an operation between them lets no gradient pass, by its name
	 */
	public static List<Output<?>> add(final Graph graph, final List<Output<?>> of,
		final List<Output<?>> by, final List<Output<?>> weights) {
		final GradientPath path = GradientPath.of(of, by);
		path.requirePassable();
		if (of.stream().noneMatch(path::has)) throw new UnreachableException(by.get(0).op().name());
		if (path.needsNoRule()) return byTensorFlow(graph, of, by, weights);
		if (isOneStep(path, of, by, weights)) return step(graph, of.get(0), by, weights.get(0));
		return bySurrogate(graph, path, of, by, weights);
	}

	private static List<Output<?>> byTensorFlow(final Graph graph, final List<Output<?>> of,
		final List<Output<?>> by, final List<Output<?>> weights) {
		return checked(graph.addGradients(null, of.toArray(Output<?>[]::new),
			by.toArray(Output<?>[]::new), weights.isEmpty() ? null : weights.toArray(Output<?>[]::new)),
			by);
	}

	/** TensorFlow gives a gradient without an operation where nothing flows back. */
	private static List<Output<?>> checked(final Output<?>[] gradients, final List<Output<?>> by) {
		for (int i = 0; i < gradients.length; i++)
			try {
				gradients[i].op().type();
			}
			catch (final IllegalStateException e) {
				throw new UnreachableException(by.get(i).op().name());
			}
		return Arrays.asList(gradients);
	}

	/** Whether there is but one operation to pass, by a rule, of which all of {@code by} are inputs. */
	private static boolean isOneStep(final GradientPath path, final List<Output<?>> of,
		final List<Output<?>> by, final List<Output<?>> weights) {
		if (of.size() != 1 || weights.size() != 1 || path.operations().size() != 1) return false;
		final GraphOperation operation = (GraphOperation) of.get(0).op();
		return path.needsRule(operation) && GraphOperations.inputs(operation).containsAll(by);
	}

	private static List<Output<?>> step(final Graph graph, final Output<?> of,
		final List<Output<?>> by, final Output<?> weights) {
		final GraphOperation operation = (GraphOperation) of.op();
		final BackpropStep step =
			new BackpropStep(ops(graph), operation, of.index(), GraphOperations.floats(weights));
		final List<Output<?>> inputs = GraphOperations.inputs(operation);
		final List<Output<?>> gradients = new ArrayList<>();
		for (final Output<?> input : by) {
			final List<Output<?>> terms = new ArrayList<>();
			for (int i = 0; i < inputs.size(); i++)
				if (inputs.get(i).equals(input))
					terms.add(GradientRules.of(operation).gradient(step, i).asOutput());
			gradients.add(terms.size() == 1 ? terms.get(0)
				: step.tf().math.addN(terms.stream().map(GraphOperations::floats).toList()).asOutput());
		}
		return gradients;
	}

	private static List<Output<?>> bySurrogate(final Graph graph, final GradientPath path,
		final List<Output<?>> of, final List<Output<?>> by, final List<Output<?>> weights) {
		final SurrogateGraph surrogate =
			new SurrogateGraph(path, Stream.of(weights, by).<Output<?>>flatMap(List::stream).toList());
		try (Graph stage = new Graph()) {
			stage.importGraphDef(surrogate.graph());
			final List<Output<?>> gradients = byTensorFlow(stage, surrogate.in(stage, of),
				surrogate.in(stage, by), surrogate.in(stage, weights));
			return new SurrogateGradients(graph, ops(graph), surrogate).of(gradients);
		}
	}

	private static Ops ops(final Graph graph) {
		return GraphOps.of(graph).withSubScope("gradiscope_gradient");
	}
}
