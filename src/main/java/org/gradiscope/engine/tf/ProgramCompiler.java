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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.engine.tf.inspect.ChannelLayout;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;

/** Makes programs of a network: its graph with the preprocessing, and what is wanted of it. */
final class ProgramCompiler {

	private final FrozenGraph network;
	private final ModelDescriptor descriptor;
	private final InputFitting sizing;
	private final OtherInputs others;
	/** Made when it is first needed. */
	private ConvolutionFolding folding;
	/** Likewise. */
	private Set<String> channelsFirst;

	ProgramCompiler(final FrozenGraph network, final ModelDescriptor descriptor) {
		this.network = network;
		this.descriptor = descriptor;
		this.sizing = new InputFitting(descriptor, this::operation);
		this.others = OtherInputs.of(descriptor);
	}

	InputFitting sizing() {
		return sizing;
	}

	/**
	 * What a query's program depends on.
	 *
	 * @param padded whether its images are padded
	 */
	ProgramKey key(final Query query, final boolean padded) {
		return ProgramKey.of(query, descriptor.preprocessing().size(), padded, network.isBySize());
	}

	/** A program for queries of the same key, whose images are not padded. */
	Program compile(final Query query) {
		return compile(query, key(query, false));
	}

	/** A program for queries of that key. */
	Program compile(final Query query, final ProgramKey key) {
		final boolean painter = key.layers().isEmpty();
		final Graph graph = painter ? painting(key.source()) : imported(key);
		try {
			final FetchCompiler compiler = new FetchCompiler(graph, query, key.source(), descriptor,
				order(), layer -> result(layer, key.padded()));
			final Map<Fetch, String> operations = compiler.add();
			if (key.rule() != Backpropagation.PLAIN) override(graph, key.rule(), operations);
			return new Program(graph, operations, compiler.picked(), others, network.weights(),
				key.divided());
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
	}

	private static void override(final Graph graph, final Backpropagation rule,
		final Map<Fetch, String> operations) {
		final GradientRewriter rewriter = new GradientRewriter(graph, rule);
		rewriter.rewrite(operations.values());
		if (!rewriter.hasChanged()) throw new EngineException(
			"There is no ReLU or " + "ReLU6 between the image and the objective, so " + rule +
				" backpropagation would be the plain gradient; take that.");
		operations.replaceAll((fetch, operation) -> rewriter.replacement(operation));
	}

	private UsualOrder order() {
		return new UsualOrder(descriptor.preprocessing(), channelsFirst());
	}

	/** The operations that give their channels before the positions. */
	private Set<String> channelsFirst() {
		if (channelsFirst == null) {
			channelsFirst = new HashSet<>(ChannelLayout.channelsFirst(network.definition(),
				descriptor.input(), descriptor.preprocessing().axes()));
			if (channelsFirst.contains(descriptor.logits())) channelsFirst.add(Reflection.SCORES);
		}
		return channelsFirst;
	}

	/** What needs no network. */
	private static Graph painting(final ImageSource source) {
		final Graph graph = new Graph();
		try {
			source.images(GraphOps.of(graph).withSubScope(Preprocessor.SCOPE), ValueRange.UNIT);
			return graph;
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
	}

	private Graph imported(final ProgramKey key) {
		final Set<String> layers = key.layers();
		final boolean tiled = sizing.isTiled(layers);
		final GraphDef definition = definition(key);
		try (Graph preprocessing = new Graph()) {
			new Preprocessor(GraphOps.of(preprocessing)).add(descriptor.preprocessing(), key.source(),
				sizing.isFitted(layers), key.padded());
			others.addTo(preprocessing, definition);
			new ReplacedLayers(key.replaced(), this::operation).addTo(preprocessing, order());
			final Graph graph = imported(
				definition.toBuilder().addAllNode(preprocessing.toGraphDef().getNodeList()).build());
			if (tiled) Tiling.addScores(graph, descriptor.logits());
			if (key.padded() && layers.contains(Expression.LOGITS))
				Reflection.addScores(graph, descriptor.logits(), descriptor.preprocessing().axes(),
					channelsFirst().contains(descriptor.logits()));
			return graph;
		}
	}

	/** Relevance is handed down operation by operation; a layer that is replaced is not folded into others. */
	private GraphDef definition(final ProgramKey key) {
		final Set<String> operations = operations(key.layers());
		final FrozenGraph whole =
			key.size().isEmpty() ? network : network.at(key.size().get(0), key.size().get(1));
		final Map<String, String> sources = others.sources();
		sources.putAll(new ReplacedLayers(key.replaced(), this::operation).sources());
		final GraphDef definition = whole.pruned(operations, Preprocessor.PREPARED, sources);
		if (!key.replaced().isEmpty()) return definition;
		whole.requireInput(definition, operations);
		return key.relevance().isPresent() ? definition : folding(whole).folded(definition, operations);
	}

	private ConvolutionFolding folding(final FrozenGraph whole) {
		if (whole != network) return new ConvolutionFolding(whole, descriptor.input());
		if (folding == null) folding = new ConvolutionFolding(network, descriptor.input());
		return folding;
	}

	private Graph imported(final GraphDef definition) {
		final Graph graph = new Graph();
		try {
			graph.importGraphDef(WeightTensors.asVariables(definition));
			return graph;
		}
		catch (final RuntimeException e) {
			graph.close();
			throw new EngineException(
				"TensorFlow cannot run the graph of " + descriptor.name() + ": " + TensorFlowErrors.of(e),
				e);
		}
	}

	/** @throws IllegalArgumentException if there is no such layer */
	Set<String> operations(final Collection<String> layers) {
		final Set<String> operations = new LinkedHashSet<>();
		for (final String layer : layers)
			operations.add(operation(layer));
		return operations;
	}

	/** The operation whose first output is what is wanted of a layer. */
	private String result(final String layer, final boolean padded) {
		if (padded && layer.equals(Expression.LOGITS)) return Reflection.SCORES;
		return sizing.isTiled(List.of(layer)) ? Tiling.SCORES : operation(layer);
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
}
