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

package org.gradiscope.fiji;

import ij.IJ;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import org.gradiscope.command.Caller;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.thread.ThreadService;

/** Tells who runs a command, by the threads that it was called through. */
final class CallerDetection {

	private static final String EVENT_THREAD = "AWT-EventQueue";
	private static final String POOL = "SciJava-";
	/** ImageJ runs a menu entry in a thread called as the entry, or as the one that repeats it. */
	private static final String REPEAT = "Repeat";
	/** What ImageJ lets the name of a thread begin with where it runs something with options. */
	private static final String OPTIONS = "Run$_";
	/** Those in which SciJava runs modules, scripts for example. */
	private static final Map<Module, Thread> THREADS =
		Collections.synchronizedMap(new WeakHashMap<>());

	private CallerDetection() {}

	/**
	 * Who runs a command, asked before anything but the caller has set its inputs. Macros set none.
	 *
	 * @param windows whether somebody could see a dialog
	 * @param callers the threads that it was called through, its own first
	 */
	static Caller caller(final Module module, final boolean windows, final List<Thread> callers) {
		if (isAnythingGiven(module)) return Caller.CODE;
		if (windows && isChosen(callers, module.getInfo().getMenuPath().getLeaf().getName()))
			return Caller.PERSON;
		final Thread caller = callers.get(Math.min(1, callers.size() - 1));
		return caller.getName().startsWith(OPTIONS) && IJ.isMacro() ? Caller.MACRO : Caller.CODE;
	}

	private static boolean isAnythingGiven(final Module module) {
		for (final ModuleItem<?> input : module.getInfo().inputs())
			if (module.isInputResolved(input.getName())) return true;
		return false;
	}

	/**
	 * By ImageJ's menus; by a shortcut of SciJava, from the event thread itself; or by the search bar, by
	 * a thread of SciJava's that does nothing else. One that runs a script is busy with it.
	 */
	private static boolean isChosen(final List<Thread> callers, final String entry) {
		if (callers.size() == 1) return false;
		final Thread thread = callers.get(1);
		final String name = thread.getName();
		return name.equals(entry) || name.startsWith(REPEAT) || name.startsWith(EVENT_THREAD) ||
			name.startsWith(POOL) && !isBusy(thread);
	}

	/** This thread, the one that had SciJava run it, and so on. */
	static List<Thread> threads(final ThreadService service) {
		final List<Thread> threads = new ArrayList<>(List.of(Thread.currentThread()));
		for (Thread next = Thread.currentThread(); service != null;) {
			next = service.getParent(next);
			// Threads of a pool may call each other in a circle.
			if (next == null || threads.contains(next)) break;
			threads.add(next);
		}
		return threads;
	}

	/** In this thread the module begins. */
	static void begin(final Module module) {
		THREADS.put(module, Thread.currentThread());
	}

	/** The module has ended, whichever thread says so: with windows it is the event thread. */
	static void end(final Module module) {
		THREADS.remove(module);
	}

	static boolean isBusy(final Thread thread) {
		return THREADS.containsValue(thread);
	}
}
