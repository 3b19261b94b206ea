/**
 * Maps, lists, sets, arrays and values of a manager: for each kind its façade ({@code MapProxy}),
 * its calls ({@code MapCalls}) and its state ({@code MapState}). Calls know neither links nor
 * frames, so that what implements them can be anything: the state of one owner, or a stub of it.
 */
@NullMarked
package io.troupe.internal.manager.collection;

import org.jspecify.annotations.NullMarked;
