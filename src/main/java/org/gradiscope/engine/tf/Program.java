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
import java.util.List;

import org.gradiscope.engine.EngineException;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A graph with its session, ready to be fed with images. Each program owns its own, so that closing it
 * gives all of its native memory back.
 */
final class Program implements AutoCloseable {

	private final Graph graph;
	private final Session session;

	/** Takes the graph over; it is closed if no session can be had for it. */
	Program(final Graph graph) {
		this.graph = graph;
		try {
			this.session = new Session(graph);
		}
		catch (final RuntimeException e) {
			graph.close();
			throw new EngineException("TensorFlow cannot start a session: " + OneLine.of(e), e);
		}
	}

	/**
	 * One run.
	 *
	 * @param operations whose first outputs are wanted
	 * @return them, in the order asked for
	 */
	List<Tensor> run(final Pixels images, final List<String> operations) {
		try (TFloat32 pixels = Tensors.toNative(images.values());
			TFloat32 minimum = TFloat32.scalarOf(images.range().min());
			TFloat32 extent = TFloat32.scalarOf(images.range().extent())) {
			final Session.Runner runner = runner().feed(Preprocessor.PIXELS, pixels).feed(
				Preprocessor.MINIMUM, minimum).feed(Preprocessor.EXTENT, extent);
			operations.forEach(runner::fetch);
			return fetched(runner, operations.size());
		}
		catch (final RuntimeException e) {
			throw new EngineException("The network could not be run on images of " + images.shape() +
				": " + OneLine.of(e), e);
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
