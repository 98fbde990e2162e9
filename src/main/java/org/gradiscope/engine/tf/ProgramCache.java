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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The programs of one network by what they compute, the least recently used ones closed where they
 * become too many or, as each has its own copies of what the graph holds, too large. A program is run
 * inside the cache's lock, so none is closed while it runs; TensorFlow uses all processors for one run
 * anyway.
 */
final class ProgramCache implements AutoCloseable {

	private static final int MOST = 8;
	/** A command uses two in turn: one classifies, one has the gradient. */
	private static final int LEAST = 2;
	/** Over all programs. */
	private static final long BYTES = 1L << 30;
	/** How often a program has what its graph holds: as nodes, as constants, and reordered by oneDNN. */
	private static final int COPIES = 5;
	/** Of a graph that leaves much behind when a program is made of it, in bytes. */
	private static final long LARGE = 1L << 25;

	private final long size;
	private final int limit;
	private final Map<Object, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
	private boolean closed;

	/** @param size of what the graph of one program holds, in bytes */
	ProgramCache(final long size) {
		this.size = size;
		limit = (int) Math.max(LEAST, Math.min(MOST, BYTES / (COPIES * Math.max(1, size))));
	}

	/** What computes with a program. */
	@FunctionalInterface
	interface Use<R> {

		R with(Program program);
	}

	/** Uses the program of that key, made where it is not there. */
	synchronized <R> R use(final Object key, final Supplier<Program> make, final Use<R> use) {
		requireOpen();
		final Program known = programs.get(key);
		if (known != null) return use.with(known);
		final Program program = make.get();
		programs.put(key, program);
		trim();
		final R result = use.with(program);
		if (size > LARGE) NativeMemory.trim();
		return result;
	}

	/** @throws IllegalStateException after {@link #close()} */
	synchronized void requireOpen() {
		if (closed) throw new IllegalStateException("The network is closed; open it again.");
	}

	private void trim() {
		while (programs.size() > limit)
			programs.remove(programs.keySet().iterator().next()).close();
	}

	@Override
	public synchronized void close() {
		closed = true;
		programs.values().forEach(Program::close);
		programs.clear();
	}
}
