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

import java.util.List;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Model;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** What is asked of a network by the session alone: native tensors in, native tensors out, nothing copied. */
public final class BareSession implements AutoCloseable {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	private final Query query;
	private final Program program;
	private final List<Feeds> parts;

	/** The gradient of the caller's image. */
	public BareSession(final Model model, final Objective objective, final Backpropagation rule,
		final Pixels image) {
		this(model, Query.of(image).objective(objective).rule(rule));
	}

	/** The gradient of pictures that the graph paints. */
	public BareSession(final Model model, final Objective objective, final ParameterizedImage image) {
		this(model, Query.of(image).objective(objective));
	}

	private BareSession(final Model model, final Query images) {
		NativeLoader.load();
		query = images.withValues().withGradient();
		program = ModelLoader.compiler(model).compile(query);
		parts = List.of(program.feeds(query));
	}

	/**
	 * A query with values to a network that is trained, whose weights are those of the network.
	 *
	 * @param divided whether each processor has images of its own, as where Gradiscope divides batches; or all
	 *          share each operation
	 */
	public BareSession(final TrainableNetwork network, final Query query, final boolean divided) {
		final GraphWeights weights = (GraphWeights) network.weights();
		final ProgramCompiler compiler = new ProgramCompiler(weights.graph(), weights.descriptor());
		final ProgramKey key = compiler.key(query, false);
		this.query = query;
		program = compiler.compile(query, new ProgramKey(key.source(), key.objective(), key.rule(),
			key.relevance(), key.fetches(), divided, key.padded(), key.size(), key.replaced()));
		parts = query.parts(divided ? PROCESSORS : 1).stream().map(program::feeds).toList();
	}

	/** Runs once, and gives the objective's value for the first image. */
	public float run() {
		return parts.size() == 1 ? run(parts.get(0))
			: parts.parallelStream().map(this::run).toList().get(0);
	}

	private float run(final Feeds feeds) {
		final Session.Runner runner = program.runner();
		feeds.to(runner);
		runner.fetch(program.operation(Fetch.VALUES));
		query.fetches().stream().filter(fetch -> !fetch.equals(Fetch.VALUES)).map(program::operation)
			.forEach(runner::fetch);
		try (Result result = runner.run()) {
			return ((TFloat32) result.get(0)).getFloat(0);
		}
	}

	@Override
	public void close() {
		program.close();
		parts.forEach(Feeds::close);
	}
}
