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

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.ConvolutionGroups;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.objective.Expression;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TInt32;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/**
 * A graph with its session, ready to be fed with images. Each program owns its own, so that closing it
 * gives all of its native memory back.
 */
final class Program implements AutoCloseable {

	/** The most operations of a graph that TensorFlow's optimizers, whose time grows with its square, work on. */
	private static final int OPTIMIZED = 20_000;

	private final Graph graph;
	private final Map<Fetch, String> operations;
	private final List<Output<?>> picked;
	private final OtherInputs others;
	private final Session session;

	/** One that takes nothing besides the images. */
	Program(final Graph graph, final Map<Fetch, String> operations, final List<Output<?>> picked,
		final WeightTensors weights, final boolean divided) {
		this(graph, operations, picked, OtherInputs.NONE, weights, divided);
	}

	/**
	 * Takes the graph over; it is closed if no session can be had for it.
	 *
	 * @param operations whose first outputs are what can be fetched
	 * @param picked what the objective picks channels of
	 * @param others that it may take besides the images
	 * @param weights that the graph has as variables
	 * @param divided whether it runs parts of batches, several at the same time
	 */
	Program(final Graph graph, final Map<Fetch, String> operations, final List<Output<?>> picked,
		final OtherInputs others, final WeightTensors weights, final boolean divided) {
		this.graph = graph;
		this.operations = operations;
		this.picked = picked;
		this.others = others;
		try {
			this.session = session(graph, weights, divided);
		}
		catch (final RuntimeException e) {
			graph.close();
			throw new EngineException("TensorFlow cannot start a session: " + TensorFlowErrors.of(e), e);
		}
	}

	private static Session session(final Graph graph, final WeightTensors weights,
		final boolean divided) {
		final ConfigProto.Builder settings = settings(graph);
		if (divided) Division.configure(settings);
		final Session session = new Session(graph, settings.build());
		try {
			weights.assign(graph, session);
			return session;
		}
		catch (final RuntimeException e) {
			session.close();
			throw e;
		}
	}

	/**
	 * Of TensorFlow's optimizers those that make a frozen graph faster, once: what is constant is computed
	 * ahead, and convolutions are joined to what follows. The others take as long again, and with large
	 * weights much memory, and find nothing.
	 */
	private static ConfigProto.Builder settings(final Graph graph) {
		final ConfigProto.Builder config = ConfigProto.newBuilder();
		final RewriterConfig.Builder optimizers =
			config.getGraphOptionsBuilder().getRewriteOptionsBuilder();
		optimizers.setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)
			.setArithmeticOptimization(RewriterConfig.Toggle.OFF)
			.setCommonSubgraphElimination(RewriterConfig.Toggle.OFF)
			.setDependencyOptimization(RewriterConfig.Toggle.OFF)
			.setFunctionOptimization(RewriterConfig.Toggle.OFF)
			.setImplementationSelector(RewriterConfig.Toggle.OFF)
			.setLayoutOptimizer(RewriterConfig.Toggle.OFF).setLoopOptimization(RewriterConfig.Toggle.OFF)
			.setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
			.setShapeOptimization(RewriterConfig.Toggle.OFF);
		// Where pictures are painted and a convolution is followed by a product, folding leaves edges to
		// what it removed, and says so in a hundred lines before it gives up.
		if (graph.operation(ParameterizationCompiler.PARAMETERS) != null)
			optimizers.setConstantFolding(RewriterConfig.Toggle.OFF);
		// Of a long series, whose loops are written out, they take longer than all the rest, and gain nothing.
		if (GraphOperations.hasMoreThan(OPTIMIZED, graph)) optimizers.setDisableMetaOptimizer(true);
		// Joined to its bias, a convolution in groups has no code on some processors.
		if (ConvolutionGroups.in(graph)) optimizers.setRemapping(RewriterConfig.Toggle.OFF);
		// The graph does not grow any more, so TensorFlow need not keep copies of it.
		config.getExperimentalBuilder().setOptimizeForStaticGraph(true)
			.setDisableOutputPartitionGraphs(true);
		return config;
	}

	/**
	 * One run.
	 *
	 * @param query with the fetches of this program
	 * @param size what the network takes, for the images to be cut into tiles where the graph does so
	 * @param reflection of the images, where the graph has one
	 */
	Answer answer(final Query query, final InputSize size, final Reflection reflection) {
		final Map<Fetch, Tensor> tensors = new LinkedHashMap<>();
		final List<Tensor> fetched =
			run(query, size, reflection, query.fetches().stream().map(this::operation).toList());
		for (final Fetch fetch : query.fetches())
			tensors.put(fetch, fetched.get(tensors.size()));
		return new Answer(tensors);
	}

	/** The operation whose first output is wanted. */
	String operation(final Fetch fetch) {
		return operations.get(fetch);
	}

	/** @return the first outputs of operations, in the order asked for */
	List<Tensor> run(final Query query, final InputSize size, final Reflection reflection,
		final List<String> names) {
		final Feeds given = feeds(query);
		try (Feeds feeds = given) {
			if (graph.operation(Preprocessor.BOXES) != null) feeds.with(new Tiling(query.shape(), size));
			if (Reflection.isIn(graph)) reflection.feed(feeds);
			final Session.Runner runner = runner();
			feeds.to(runner);
			names.forEach(runner::fetch);
			return fetched(runner, names.size());
		}
		catch (final RuntimeException e) {
			throw new EngineException("The network could not be run on images of " + query.shape() +
				": " + TensorFlowErrors.of(e), e);
		}
	}

	/** What a query gives to this program; the caller closes it. */
	Feeds feeds(final Query query) {
		others.check(graph, query);
		final List<Integer> channels = channels(query);
		final Feeds feeds = Feeds.of(query);
		others.feed(graph, query, feeds);
		ReplacedLayers.feed(query, feeds);
		for (int i = 0; i < channels.size(); i++)
			feeds.add(ObjectiveCompiler.CHANNEL + i, TInt32.vectorOf(0, channels.get(i)));
		return feeds;
	}

	/** Those that the objective picks; a program is compiled for all that differ in them only. */
	private List<Integer> channels(final Query query) {
		if (picked.isEmpty()) return List.of();
		final List<Integer> channels = query.objective().orElseThrow().expression().pickedChannels()
			.stream().map(Expression.Channel::channel).toList();
		for (int i = 0; i < channels.size(); i++)
			ObjectiveCompiler.require(channels.get(i), picked.get(i));
		return channels;
	}

	/** A run to be filled in. */
	Session.Runner runner() {
		return session.runner();
	}

	private static List<Tensor> fetched(final Session.Runner runner, final int count) {
		try (Result result = runner.run()) {
			final List<Tensor> tensors = new ArrayList<>();
			for (int i = 0; i < count; i++)
				tensors.add(Tensors.fromNative(result.get(i)));
			return tensors;
		}
	}

	@Override
	public void close() {
		try (graph) {
			session.close();
		}
	}
}
