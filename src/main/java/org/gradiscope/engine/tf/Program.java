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
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * A graph with its session, ready to be fed with images. Each program owns its own, so that closing it
 * gives all of its native memory back.
 */
final class Program implements AutoCloseable {

	/** In bytes, of weights. */
	private static final long LARGE = 100L << 20;

	private final Graph graph;
	private final Map<Fetch, String> operations;
	private final Session session;

	/**
	 * Takes the graph over; it is closed if no session can be had for it.
	 *
	 * @param operations whose first outputs are what can be fetched
	 * @param weights in bytes
	 */
	Program(final Graph graph, final Map<Fetch, String> operations, final long weights) {
		this.graph = graph;
		this.operations = operations;
		try {
			this.session = new Session(graph, weights < LARGE ? optimized(graph) : unoptimized());
		}
		catch (final RuntimeException e) {
			graph.close();
			throw new EngineException("TensorFlow cannot start a session: " + TensorFlowErrors.of(e), e);
		}
	}

	/**
	 * Where pictures are painted and a convolution is followed by a product, TensorFlow's folding of
	 * constants leaves edges to what it removed, and says so in a hundred lines before it gives up. A
	 * frozen graph has little to fold.
	 */
	private static ConfigProto optimized(final Graph graph) {
		final ConfigProto.Builder config = ConfigProto.newBuilder();
		if (graph.operation(ParameterizationCompiler.PARAMETERS) != null)
			config.getGraphOptionsBuilder().getRewriteOptionsBuilder()
				.setConstantFolding(RewriterConfig.Toggle.OFF);
		// TensorFlow joins a convolution to its bias, and then has no code for groups on every processor.
		if (ConvolutionGroups.in(graph)) config.getGraphOptionsBuilder().getRewriteOptionsBuilder()
			.setRemapping(RewriterConfig.Toggle.OFF);
		return config.build();
	}

	/**
	 * TensorFlow's optimizers copy the weights several times over and fold them for minutes, where they
	 * are large, to save a tenth of a run.
	 */
	private static ConfigProto unoptimized() {
		final ConfigProto.Builder config = ConfigProto.newBuilder();
		config.getGraphOptionsBuilder().getOptimizerOptionsBuilder()
			.setOptLevel(OptimizerOptions.Level.L0);
		config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
		return config.build();
	}

	/**
	 * One run.
	 *
	 * @param query with the fetches of this program
	 * @param size what the network takes, for the images to be cut into tiles where the graph does so
	 */
	Answer answer(final Query query, final InputSize size) {
		final Map<Fetch, Tensor> tensors = new LinkedHashMap<>();
		final List<Tensor> fetched =
			run(query, size, query.fetches().stream().map(this::operation).toList());
		for (final Fetch fetch : query.fetches())
			tensors.put(fetch, fetched.get(tensors.size()));
		return new Answer(tensors);
	}

	/** The operation whose first output is wanted. */
	String operation(final Fetch fetch) {
		return operations.get(fetch);
	}

	/** @return the first outputs of operations, in the order asked for */
	List<Tensor> run(final Query query, final InputSize size, final List<String> names) {
		try (Feeds feeds = Feeds.of(query)) {
			if (graph.operation(Preprocessor.BOXES) != null) feeds.with(new Tiling(query.shape(), size));
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
