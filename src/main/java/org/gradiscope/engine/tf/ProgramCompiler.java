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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.gradiscope.engine.tf.graph.gradient.UnreachableException;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** Makes programs of a network: forwards only, or with an objective and its gradient. */
final class ProgramCompiler {

	/** TensorFlow Java numbers a scope that is opened twice, so this is not the preprocessor's. */
	private static final String SCOPE = "gradiscope_objective";

	/** The objective, one value per image. */
	static final String VALUES = SCOPE + "/values";
	/** Its derivative. */
	static final String GRADIENT = SCOPE + "/gradient";

	private final FrozenGraph network;
	private final ModelDescriptor descriptor;
	private final InputFitting sizing;

	ProgramCompiler(final FrozenGraph network, final ModelDescriptor descriptor) {
		this.network = network;
		this.descriptor = descriptor;
		this.sizing = new InputFitting(descriptor, this::operation);
	}

	InputFitting sizing() {
		return sizing;
	}

	/** A program that gives activations. */
	Program forward(final Collection<String> layers, final ImageSource source) {
		return new Program(imported(layers, source), network.bytes());
	}

	/** A program that gives {@link #VALUES}. */
	Program values(final Objective objective, final ImageSource source) {
		final Graph graph = imported(layers(objective), source);
		try {
			addValues(graph, scoped(graph), objective);
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
		return new Program(graph, network.bytes());
	}

	/** A program that gives {@link #VALUES}, and {@link #GRADIENT} with respect to a layer. */
	Program gradientAt(final String layer, final Objective objective, final ImageSource source) {
		return plainGradient(objective, layer, operation(layer), (tf, gradient) -> gradient, source);
	}

	/** A program that gives {@link #VALUES}, {@link #GRADIENT} and the class scores. */
	Program gradientAndScores(final Objective objective, final ImageSource source) {
		return plainGradient(objective, Expression.LOGITS, source.differentiated(), source::gradient,
			source);
	}

	/** @param layer what has to be there besides */
	private Program plainGradient(final Objective objective, final String layer, final String from,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> further, final ImageSource source) {
		final Graph graph = imported(layers(objective, layer), source);
		try {
			addGradient(graph, objective, from, further);
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
		return new Program(graph, network.bytes());
	}

	/** A program that gives {@link #VALUES}, and {@link #GRADIENT} with respect to what is fed. */
	Program gradient(final Objective objective, final Backpropagation rule,
		final ImageSource source) {
		final Graph graph = imported(layers(objective), source);
		boolean kept = false;
		try {
			addGradient(graph, objective, source.differentiated(), source::gradient);
			kept = rule == Backpropagation.PLAIN;
			return new Program(kept ? graph : overridden(graph.toGraphDef(), rule), network.bytes());
		}
		finally {
			// Else the program has taken it over.
			if (!kept) graph.close();
		}
	}

	/** A program that gives {@link ParameterizationCompiler#PICTURES}; it needs no network. */
	static Program painter(final ImageSource source) {
		final Graph graph = new Graph();
		try {
			final Ops tf = GraphOps.of(graph).withSubScope(Preprocessor.SCOPE);
			tf.withName("pictures").math.mul(source.images(tf), tf.constant(ValueRange.EIGHT_BIT.max()));
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
		return new Program(graph, 0);
	}

	/** A program that gives {@link #VALUES}, and where they came from. */
	Program relevance(final Objective objective, final RelevanceRules rules,
		final ImageSource source) {
		final String layer = RelevanceCompiler.layer(objective);
		final Graph graph = imported(List.of(layer), source);
		try {
			final Operand<TFloat32> values = addValues(graph, scoped(graph), objective);
			RelevanceCompiler.add(graph, values, results(List.of(layer)).get(0), rules);
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
		return new Program(graph, network.bytes());
	}

	private Graph imported(final Collection<String> layers, final ImageSource source) {
		final boolean tiled = sizing.isTiled(layers);
		final GraphDef definition = network.pruned(operations(layers), Preprocessor.PREPARED);
		try (Graph preprocessing = new Graph()) {
			new Preprocessor(GraphOps.of(preprocessing)).add(descriptor.preprocessing(), source,
				sizing.isFitted(layers));
			final Graph graph = imported(
				definition.toBuilder().addAllNode(preprocessing.toGraphDef().getNodeList()).build());
			if (tiled) Tiling.addScores(graph, descriptor.logits());
			return graph;
		}
	}

	private Graph imported(final GraphDef definition) {
		final Graph graph = new Graph();
		try {
			graph.importGraphDef(definition);
			return graph;
		}
		catch (final RuntimeException e) {
			graph.close();
			throw new EngineException(
				"TensorFlow cannot run the graph of " + descriptor.name() + ": " + TensorFlowErrors.of(e),
				e);
		}
	}

	/** The layers that an objective needs; the class scores where it is one of the image alone. */
	static Set<String> layers(final Objective objective) {
		final Set<String> layers = objective.expression().layers();
		return layers.isEmpty() ? Set.of(Expression.LOGITS) : layers;
	}

	/** The layers that an objective needs, and one more. */
	static Set<String> layers(final Objective objective, final String layer) {
		final Set<String> layers = new LinkedHashSet<>(layers(objective));
		layers.add(layer);
		return layers;
	}

	/** @throws IllegalArgumentException if there is no such layer */
	Set<String> operations(final Collection<String> layers) {
		final Set<String> operations = new LinkedHashSet<>();
		for (final String layer : layers)
			operations.add(operation(layer));
		return operations;
	}

	/** The operations whose first outputs a program for these layers gives. */
	List<String> results(final List<String> layers) {
		return sizing.isTiled(layers) ? layers.stream().map(layer -> Tiling.SCORES).toList()
			: layers.stream().map(this::operation).toList();
	}

	/**
	 * The operation that gives a layer's activations.
	 *
	 * @throws IllegalArgumentException if there is no such layer
	 */
	private String operation(final String layer) {
		if (layer.equals(Expression.LOGITS)) return descriptor.logits();
		return network.has(layer) && !descriptor.layerNames().contains(layer) ? layer
			: descriptor.layer(layer).tensor();
	}

	/** The gradient of the sum over a batch is each image's own gradient. */
	private void addGradient(final Graph graph, final Objective objective, final String from,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> further) {
		final Ops tf = scoped(graph);
		final Output<?> values = addValues(graph, tf, objective).asOutput();
		final Output<?> source = graph.operationOrThrow(from).output(0);
		try {
			tf.withName("gradient").identity(further.apply(tf, gradient(graph, values, source)));
		}
		catch (final RuntimeException e) {
			throw withoutGradient(objective, from, e);
		}
	}

	@SuppressWarnings("unchecked")
	private static Output<TFloat32> gradient(final Graph graph, final Output<?> of,
		final Output<?> by) {
		return (Output<TFloat32>) Differentiation.add(graph, of, by);
	}

	private Operand<TFloat32> addValues(final Graph graph, final Ops tf, final Objective objective) {
		return tf.withName("values").identity(values(graph, tf, objective));
	}

	private static Ops scoped(final Graph graph) {
		return GraphOps.of(graph).withSubScope(SCOPE);
	}

	private Operand<TFloat32> values(final Graph graph, final Ops tf, final Objective objective) {
		try {
			return objective.expression().in(new ObjectiveCompiler(graph, tf, descriptor.probabilities(),
				layer -> results(List.of(layer)).get(0)));
		}
		catch (final TensorFlowException | TFInvalidArgumentException e) {
			throw new EngineException("The objective " + objective + " does not fit the shapes of " +
				descriptor.name() + ": " + TensorFlowErrors.of(e), e);
		}
	}

	private static EngineException withoutGradient(final Objective objective, final String from,
		final RuntimeException cause) {
		if (cause instanceof EngineException) return (EngineException) cause;
		final boolean unreachable = cause instanceof UnreachableException ||
			String.valueOf(cause.getMessage()).contains("unreachable");
		if (unreachable) return new EngineException("The objective " + objective +
			" does not depend on " + (from.startsWith(Preprocessor.SCOPE + "/") ? "the image" : from) +
			", so it has no gradient.", cause);
		return new EngineException("The network cannot run backwards: " + TensorFlowErrors.of(cause),
			cause);
	}

	private Graph overridden(final GraphDef plain, final Backpropagation rule) {
		if (!GradientRewriter.applies(plain)) throw new EngineException(
			"There is no ReLU or " + "ReLU6 between the image and the objective, so " + rule +
				" backpropagation would be the plain gradient; take that.");
		return imported(GradientRewriter.rewrite(plain, rule));
	}
}
