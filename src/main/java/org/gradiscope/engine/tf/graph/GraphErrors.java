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

package org.gradiscope.engine.tf.graph;

import java.util.concurrent.Callable;

import org.gradiscope.engine.EngineException;

/** Errors about files that others wrote: whatever names they hold, the message is one line. */
public final class GraphErrors {

	private GraphErrors() {}

	public static EngineException of(final String message) {
		return new EngineException(TensorFlowErrors.of(message));
	}

	/** About what no exporter writes; the remedy is added. */
	public static EngineException damaged(final String message) {
		return of(message + "; the file is damaged: download it again, or export it again.");
	}

	public static EngineException of(final String message, final Throwable cause) {
		return new EngineException(TensorFlowErrors.of(message + ": " + TensorFlowErrors.of(cause)),
			cause);
	}

	/**
	 * Does what a damaged file may make fail in ways of which nobody thought: errors of this program pass,
	 * all others become one line.
	 *
	 * @param message of that line
	 */
	public static <T> T guarded(final Callable<T> work, final String message) {
		try {
			return work.call();
		}
		catch (final EngineException e) {
			throw e;
		}
		catch (final Exception | StackOverflowError e) {
			final EngineException line = of(message + ": " + TensorFlowErrors.of(e));
			line.addSuppressed(e);
			throw line;
		}
	}
}
